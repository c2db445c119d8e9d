"""The page in a real browser: an edge is clicked and read, nothing is fetched, nothing from outside runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import Paragraph
from kg.view import choose, write_page
from tests.view.graph import EVIL, crowd, hostile, plain

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

    from kg.stores import Store


@dataclass
class Opened:
    """A page in the browser with what it complained of and what it asked the network for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def failed(self, error: object) -> None:
        self.errors.append(str(error))

    def asked(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def fetched(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.requests.append(request.url)


def draw(store: Store, path: Path, **choice: Any) -> Path:
    return write_page(store, path, choose(store, **choice)).path


def visit(browser: Browser, path: Path) -> Opened:
    opened = Opened(browser.new_page(viewport={"width": 1200, "height": 800}))
    opened.page.on("console", opened.heard)
    opened.page.on("pageerror", opened.failed)
    opened.page.on("dialog", opened.asked)
    opened.page.on("request", opened.fetched)
    opened.page.goto(path.as_uri())
    opened.page.wait_for_function("window.kg && !window.kg.network.physics.ready === false")
    opened.page.evaluate("kg.network.stopSimulation()")
    return opened


def click_edge(page: Page, relation: str) -> None:
    """Click where the edge of a relation is drawn."""
    point = page.evaluate(
        """(relation) => {
            const id = Object.keys(kg.data.edges).find((e) => kg.data.edges[e].title.includes(relation));
            const edge = kg.network.body.edges[id];
            const middle = edge.edgeType.getPoint(0.5);
            const inside = kg.network.canvasToDOM(middle);
            const box = document.getElementById("graph").getBoundingClientRect();
            return {x: box.left + inside.x, y: box.top + inside.y};
        }""",
        relation,
    )
    page.mouse.click(point["x"], point["y"])
    page.wait_for_selector("#panel article")


def test_an_edge_shows_its_words_in_their_paragraph_and_their_source(
    store: Store, tmp_path: Path, browser: Browser
) -> None:
    opened = visit(browser, draw(store, tmp_path / "graph.html"))
    click_edge(opened.page, "promises")
    panel = opened.page.locator("#panel")
    assert panel.locator("mark").inner_text() == "pledged 40 tanks to Kyiv"
    assert panel.locator("blockquote").inner_text() == "France pledged 40 tanks to Kyiv, an official said."
    assert "Said by an official · 2023-07-10 · about by 2024" in panel.inner_text()
    link = panel.locator("a")
    assert link.get_attribute("href") == "https://example.org/plain"
    assert link.inner_text() == "No timetable"
    assert opened.errors == []
    assert opened.requests == [(tmp_path / "graph.html").as_uri()]


def test_search_finds_a_node_and_legend_hides_a_class(store: Store, tmp_path: Path, browser: Browser) -> None:
    page = visit(browser, draw(store, tmp_path / "graph.html")).page
    title = page.locator("#panel h2")
    page.type("#search", "t")
    assert title.inner_text() == "3 entities"
    assert page.locator("#panel li").all_inner_texts() == ["tanks", "membership timetable", "NATO"]
    page.press("#search", "Enter")
    assert title.inner_text() == "tanks"
    page.fill("#search", "timetable")
    assert title.inner_text() == "membership timetable"
    page.fill("#search", "")
    assert title.inner_text() == "Claims"
    page.fill("#search", "nobody")
    assert "No entity here is called “nobody”" in page.locator("#panel").inner_text()
    legend = page.locator("#legend label")
    assert sorted(legend.all_inner_texts()) == ["Organization (1)", "State (2)", "Topic (2)"]
    legend.filter(has_text="State").locator("input").uncheck()
    hidden = page.evaluate(
        "kg.data.network.nodes.map((n) => n.id).filter((i) => kg.network.body.nodes[i].options.hidden)"
    )
    assert sorted(hidden) == ["france", "ukraine"]


def test_the_list_opens_an_edge_by_keyboard(store: Store, tmp_path: Path, browser: Browser) -> None:
    page = visit(browser, draw(store, tmp_path / "graph.html")).page
    button = page.locator("button.edge").filter(has_text="refuses")
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel mark").inner_text() == "will not give Ukraine a timetable"


def test_attacks_in_every_field_stay_text(store: Store, tmp_path: Path, browser: Browser) -> None:
    store.add(*hostile(), "test")
    path = draw(store, tmp_path / "evil.html")
    opened = visit(browser, path)
    page = opened.page
    aside = {"canvas": {"x": 1e6, "y": 1e6}}
    edges = page.evaluate("Object.keys(kg.data.edges)")
    shown = [{"edges": [i], "nodes": [], "pointer": aside} for i in edges]
    shown += [{"edges": [], "nodes": [i], "pointer": aside} for i in ("person-evil", "topic-evil")]
    for event in shown:
        page.evaluate("(event) => kg.network.body.emitter.emit('click', event)", event)
        if EVIL[:10] not in page.locator("#panel h2").inner_text():
            continue
        assert EVIL.replace("\u2028", "") in page.locator("#panel").inner_text().replace("\u2028", "").replace("\n", "")
        assert page.locator("#panel img, #panel script").count() == 0
        assert (
            page.locator("#panel a").evaluate_all("links => links.filter((l) => !/^https?:/.test(l.protocol)).length")
            == 0
        )
    assert opened.errors == []
    assert opened.requests == [path.as_uri()]
    assert page.evaluate("document.querySelectorAll('script').length") == 3


def test_the_page_forbids_all_that_it_does_not_carry(store: Store, tmp_path: Path) -> None:
    html = draw(store, tmp_path / "graph.html").read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?!data:)', html)


@pytest.mark.parametrize("width", [1200, 420])
def test_it_fits_the_window(store: Store, tmp_path: Path, browser: Browser, width: int) -> None:
    page = visit(browser, draw(store, tmp_path / "graph.html")).page
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_names_cover_nothing_and_the_best_connected_come_first(store: Store, tmp_path: Path, browser: Browser) -> None:
    store.add(*crowd(), "test")
    page = visit(browser, draw(store, tmp_path / "graph.html")).page
    page.evaluate("kg.network.fit()")
    page.wait_for_function("kg.names.placed().length > 0")
    names = page.evaluate("kg.names.placed()")
    assert "NATO" in {name["text"] for name in names}
    assert 1 < len([name for name in names if "node" in name]) < len(page.evaluate("kg.data.network.nodes"))
    for n, one in enumerate(names):
        for other in names[:n]:
            apart = one["left"] >= other["right"] or other["left"] >= one["right"]
            assert apart or one["top"] >= other["bottom"] or other["top"] >= one["bottom"], (one, other)


def test_a_click_on_a_name_opens_what_it_names(store: Store, tmp_path: Path, browser: Browser) -> None:
    page = visit(browser, draw(store, tmp_path / "graph.html")).page
    page.wait_for_function("kg.names.placed().some((one) => one.text === 'Ukraine')")
    name = page.evaluate(
        """() => {
            const one = kg.names.placed().find((one) => one.text === "Ukraine");
            const inside = kg.network.canvasToDOM({x: (one.left + one.right) / 2, y: (one.top + one.bottom) / 2});
            const box = document.getElementById("graph").getBoundingClientRect();
            return {x: box.left + inside.x, y: box.top + inside.y};
        }"""
    )
    page.mouse.click(name["x"], name["y"])
    page.wait_for_selector("#panel article")
    assert page.locator("#panel h2").inner_text() == "Ukraine"


def test_a_passage_flows_and_the_data_keep_its_very_words(store: Store, tmp_path: Path, browser: Browser) -> None:
    text = "Allies\nwill \\*never\\* give\nUkraine a timetable."
    article, (first, *_), entities = plain()
    claim = replace(first, quote=text, start=0, end=len(text))
    store.add(replace(article, text=text, paragraphs=(Paragraph(0, 0, len(text)),)), [claim], entities, "other")
    page = visit(browser, draw(store, tmp_path / "graph.html")).page
    page.locator("button.edge").filter(has_text="refuses").click()
    assert page.locator("#panel mark").inner_text() == "Allies will *never* give Ukraine a timetable."
    assert page.evaluate("kg.data.claims['c-1'].quote") == text


def test_the_graph_is_fitted_again_where_the_window_changes(store: Store, tmp_path: Path, browser: Browser) -> None:
    page = visit(browser, draw(store, tmp_path / "graph.html")).page
    page.evaluate("kg.network.moveTo({scale: 4})")
    page.set_viewport_size({"width": 420, "height": 800})
    page.wait_for_function(
        """() => {
            const width = document.getElementById("graph").clientWidth;
            const places = Object.values(kg.network.getPositions()).map((p) => kg.network.canvasToDOM(p).x);
            return width < 500 && places.every((x) => x > 0 && x < width);
        }"""
    )
