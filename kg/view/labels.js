"use strict";
// Names beside nodes and edges, as large on the screen at any zoom, each where it covers nothing: what is selected or
// pointed at first, then the best connected. What finds no room waits until there is some: zooming in makes it.
const labels = (() => {
  const NAME = 13, RELATION = 11, GAP = 3; // pixels on the screen
  const HUBS = 20; // of the best connected, whose names may cover the signs of others
  const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7]; // where on an edge its label may stand

  class Room {
    constructor(cell) {
      this.cell = cell;
      this.cells = new Map();
    }

    *around(box) {
      for (let x = Math.floor(box.left / this.cell); x <= Math.floor(box.right / this.cell); x++) {
        for (let y = Math.floor(box.top / this.cell); y <= Math.floor(box.bottom / this.cell); y++) yield `${x},${y}`;
      }
    }

    free(box, own, overSigns) {
      for (const key of this.around(box)) {
        for (const taken of this.cells.get(key) || []) {
          if (taken.own !== own && !(overSigns && taken.sign) && overlap(box, taken)) return false;
        }
      }
      return true;
    }

    take(box) {
      for (const key of this.around(box)) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      }
    }
  }

  function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function box(x, y, width, height) {
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  }

  function within(inner, outer) {
    return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
  }

  return (network, data) => {
    const degree = new Map(data.network.nodes.map((n) => [n.id, 0]));
    for (const edge of data.network.edges) for (const end of [edge.from, edge.to]) degree.set(end, degree.get(end) + 1);
    const byDegree = [...data.network.nodes].sort((a, b) => degree.get(b.id) - degree.get(a.id) || (a.id < b.id ? -1 : 1));
    const hubs = new Set(byDegree.slice(0, HUBS).map((n) => n.id));
    const weight = (edge) => (data.edges[edge.id].listed ? degree.get(edge.from) + degree.get(edge.to) : -1);
    const byWeight = [...data.network.edges].sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
    const widths = new Map();
    let placed = [];
    let pointed = null;
    let dragged = false;
    network.on("hoverNode", (event) => { pointed = event.node; });
    network.on("blurNode", () => { pointed = null; });
    network.on("dragStart", () => { dragged = true; });
    network.on("dragEnd", () => { dragged = false; network.redraw(); });

    function width(ctx, text, size) {
      const key = `${size} ${text}`;
      if (!widths.has(key)) {
        ctx.font = `${size}px sans-serif`;
        widths.set(key, ctx.measureText(text).width);
      }
      return widths.get(key);
    }

    function write(ctx, label, scale) {
      ctx.font = `${label.size / scale}px sans-serif`;
      ctx.lineWidth = 3 / scale;
      ctx.strokeStyle = "#fff";
      ctx.fillStyle = label.color;
      ctx.strokeText(label.text, (label.left + label.right) / 2, (label.top + label.bottom) / 2);
      ctx.fillText(label.text, (label.left + label.right) / 2, (label.top + label.bottom) / 2);
    }

    function places(ctx, node, at, scale) {
      const wide = (width(ctx, node.label, NAME) + 2 * GAP) / scale;
      const high = (NAME + GAP) / scale;
      const away = node.size + GAP / scale;
      return [
        box(at.x, at.y + away + high / 2, wide, high), box(at.x, at.y - away - high / 2, wide, high),
        box(at.x + away + wide / 2, at.y, wide, high), box(at.x - away - wide / 2, at.y, wide, high),
      ];
    }

    function placesAlong(ctx, edge, scale) {
      const drawn = network.body.edges[edge.id];
      if (!drawn || !drawn.connected) return [];
      const wide = (width(ctx, edge.label, RELATION) + 2 * GAP) / scale;
      const long = Math.hypot(drawn.from.x - drawn.to.x, drawn.from.y - drawn.to.y);
      const where = ALONG.map((t) => drawn.edgeType.getPoint(t));
      return 1.5 * wide > long ? [] : where.map((p) => box(p.x, p.y, wide, (RELATION + GAP) / scale));
    }

    function put(room, view, found, label, always) {
      const free = (overSigns) => found.find((one) => within(one, view) && room.free(one, label.own, overSigns));
      const good = free(false) || (label.hub ? free(true) : null) || (always ? found[0] : null);
      if (!good) return;
      Object.assign(label, good);
      room.take(label);
      placed.push(label);
    }

    network.on("afterDrawing", (ctx) => {
      const scale = network.getScale();
      const positions = network.getPositions();
      const shown = (id) => !network.body.nodes[id].options.hidden;
      const selected = network.getSelection();
      const first = new Set([...selected.nodes, pointed].filter((id) => id !== null && id in positions));
      const firstEdges = new Set(selected.edges);
      const frame = network.canvas.frame;
      const corner = network.DOMtoCanvas({ x: 0, y: 0 }), end = network.DOMtoCanvas({ x: frame.clientWidth, y: frame.clientHeight });
      const view = { left: corner.x, top: corner.y, right: end.x, bottom: end.y };
      const room = new Room(120 / scale);
      const nodes = byDegree.filter((n) => shown(n.id));
      const edges = byWeight.filter((e) => shown(e.from) && shown(e.to));
      placed = [];
      for (const n of nodes) room.take({ ...box(positions[n.id].x, positions[n.id].y, 2 * n.size, 2 * n.size), own: n.id, sign: true });
      const nameOf = (n) => put(room, view, places(ctx, n, positions[n.id], scale), { node: n.id, own: n.id, hub: hubs.has(n.id), text: n.label, size: NAME, color: "#111827" }, first.has(n.id));
      const nameOn = (e) => put(room, view, placesAlong(ctx, e, scale), { edge: e.id, own: e.id, text: e.label, size: RELATION, color: "#4b5563" }, firstEdges.has(e.id));
      nodes.filter((n) => first.has(n.id)).forEach(nameOf);
      if (!dragged) edges.filter((e) => firstEdges.has(e.id)).forEach(nameOn);
      nodes.filter((n) => !first.has(n.id)).forEach(nameOf);
      if (!dragged) edges.filter((e) => !firstEdges.has(e.id)).forEach(nameOn);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      placed.forEach((label) => write(ctx, label, scale));
    });

    return {
      placed: () => placed,
      at: (point) => placed.find((label) => overlap(label, { left: point.x, right: point.x, top: point.y, bottom: point.y })),
    };
  };
})();
