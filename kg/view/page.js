"use strict";
// Everything that came from a source is put on the page as text (textContent), never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const unnamed = ({ label, ...drawn }) => drawn; // names are drawn by `labels`
  const nodes = new vis.DataSet(data.network.nodes.map(unnamed));
  const edges = new vis.DataSet(data.network.edges.map(unnamed));
  const network = new vis.Network(byId("graph"), { nodes, edges }, data.network.options);
  const names = labels(network, data);
  const hidden = new Set();

  function element(tag, text, name) {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  const counted = (n, one, more) => `${n.toLocaleString("en")} ${n === 1 ? one : more}`;
  const flowing = (text) => text.replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, "$1"); // Markdown's escapes; the data keeps them

  function link(text, address) {
    if (!/^https?:\/\//i.test(address || "")) return element("span", text);
    const made = element("a", text);
    made.href = address;
    made.target = "_blank";
    made.rel = "noopener noreferrer nofollow";
    return made;
  }

  function claimCard(id) {
    const claim = data.claims[id];
    const card = element("article");
    card.dataset.claim = id;
    card.append(element("h3", claim.reads));
    const passage = element("blockquote");
    passage.append(flowing(claim.before), element("mark", flowing(claim.quote)), flowing(claim.after));
    card.append(passage);
    const said = [claim.saidBy ? `Said by ${claim.saidBy}` : null, claim.saidOn, claim.time ? `about ${claim.time}` : null,
      `confidence ${claim.confidence}`].filter(Boolean).join(" · ");
    card.append(element("p", said, "meta"));
    const source = element("p", null, "meta");
    source.append(claim.outlet ? `${claim.outlet}: ` : "", link(claim.source, claim.link));
    if (!claim.link) source.append(` (${claim.location})`);
    card.append(source);
    return card;
  }

  function show(title, kind, parts) {
    const panel = byId("panel");
    panel.replaceChildren(element("h2", title));
    if (kind) panel.append(element("p", kind, "kind"));
    panel.append(...parts);
    panel.scrollTop = 0;
  }

  function showEdge(id) {
    const edge = data.edges[id];
    show(edge.title, counted(edge.claims.length, "claim", "claims"), edge.claims.map(claimCard));
  }

  function showNode(id) {
    const node = data.nodes[id];
    const parts = [];
    const more = node.aliases.length - 8;
    const also = node.aliases.slice(0, 8).join(", ") + (more > 0 ? ` and ${more} more` : "");
    if (also) parts.push(element("p", `Also: ${also}`, "meta"));
    if (node.description) parts.push(element("p", node.description, "meta"));
    if (/^Q\d+$/.test(node.wikidata || "")) {
      const entry = element("p", null, "meta");
      entry.append(link(`Wikidata ${node.wikidata}`, `https://www.wikidata.org/wiki/${node.wikidata}`));
      parts.push(entry);
    }
    show(node.name, node.class, parts.concat(node.claims.map(claimCard)));
  }

  function entry(text, opens) {
    const made = element("li");
    const button = element("button", text, "edge");
    button.type = "button";
    button.addEventListener("click", opens);
    made.append(button);
    return made;
  }

  function showList() {
    const list = element("ul");
    list.append(...data.list.map((id) => entry(data.edges[id].title, () => { network.selectEdges([id]); showEdge(id); })));
    const none = data.network.nodes.length ? "Click an edge or a node to read the words behind it." : "There is nothing to show: no claim fits.";
    show("Claims", null, [element("p", none, "hint"), list]);
  }

  function focus(id) {
    network.selectNodes([id]);
    network.focus(id, { scale: 1.2, animation: { duration: 300 } });
    showNode(id);
  }

  const called = Object.entries(data.nodes).map(([id, node]) => [id, [node.name, ...node.aliases].map((n) => n.toLocaleLowerCase())]);

  // Ids of the entities that something fits: those called so, then those whose names begin so or have it inside.
  function fitting(sought) {
    const ways = [(n) => n === sought, (n) => n.startsWith(sought), (n) => n.includes(sought)];
    return [...new Set(ways.flatMap((way) => called.filter(([, all]) => all.some(way)).map(([id]) => id)))];
  }

  function find(text, chosen) {
    const sought = text.trim().toLocaleLowerCase();
    if (!sought) { network.unselectAll(); return showList(); }
    const hits = fitting(sought);
    if (!hits.length) {
      network.unselectAll();
      return show("Nothing found", null, [element("p", `No entity here is called “${text.trim()}”.`, "hint")]);
    }
    if (chosen || hits.length === 1) return focus(hits[0]);
    const list = element("ul");
    list.append(...hits.map((id) => entry(data.nodes[id].name, () => focus(id))));
    network.selectNodes(hits, false);
    show(counted(hits.length, "entity", "entities"), null, [list]);
  }

  const SHAPES = {
    dot: "M6 0a6 6 0 1 0 .01 0z", square: "M1 1h10v10H1z", triangle: "M6 0l6 11H0z", triangleDown: "M0 1h12L6 12z", diamond: "M6 0l6 6-6 6-6-6z",
    hexagon: "M3 1h6l3 5-3 5H3L0 6z", star: "M6 0l2 4 4 .5-3 3 1 4.5-4-2.3L2 12l1-4.5-3-3L4 4z",
  };

  function legendEntry(kind) {
    const entry = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(kind.name); else hidden.add(kind.name);
      nodes.update(data.network.nodes.map((n) => ({ id: n.id, hidden: hidden.has(data.nodes[n.id].class) })));
    });
    const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    sign.setAttribute("viewBox", "0 0 12 12");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", SHAPES[kind.shape] || SHAPES.dot);
    path.setAttribute("fill", kind.color);
    sign.append(path);
    entry.append(box, sign, element("span", `${kind.name} (${kind.count})`));
    return entry;
  }

  byId("legend").append(...data.classes.map(legendEntry));
  byId("names").append(...Object.values(data.nodes).map((node) => { const o = element("option"); o.value = node.name; return o; }));
  byId("search").addEventListener("input", (event) => find(event.target.value, event.inputType === undefined || event.inputType === "insertReplacementText"));
  byId("search").addEventListener("keydown", (event) => { if (event.key === "Enter") find(event.target.value, true); });
  const size = [counted(Object.keys(data.nodes).length, "entity", "entities"), counted(Object.keys(data.claims).length, "claim", "claims")].join(", ");
  const rest = counted(data.leftOut, "less connected entity", "less connected entities");
  byId("count").textContent = data.leftOut ? `${size}; ${rest} left out` : size;
  network.on("click", (event) => {
    const name = event.nodes.length ? { node: event.nodes[0] } : names.at(event.pointer.canvas) || { edge: event.edges[0] };
    if (name.node !== undefined) { network.selectNodes([name.node]); showNode(name.node); }
    else if (name.edge !== undefined) { network.selectEdges([name.edge]); showEdge(name.edge); }
    else showList();
  });
  network.once("stabilizationIterationsDone", () => network.fit());
  let wide = byId("graph").clientWidth;
  network.on("resize", () => {
    if (byId("graph").clientWidth === wide) return;
    wide = byId("graph").clientWidth;
    setTimeout(() => network.fit()); // after vis has set its camera as it was
  });
  window.kg = { network, data, names };
  showList();
})();
