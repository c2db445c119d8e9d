"""The page in a real browser: an edge is clicked and read, nothing is fetched, nothing from outside runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from kg.view import choose, write_page
from tests.view.graph import EVIL, hostile

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
    page.fill("#search", "timetable")
    page.press("#search", "Enter")
    assert page.locator("#panel h2").inner_text() == "membership timetable"
    page.fill("#search", "nobody")
    page.press("#search", "Enter")
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
    shown = [{"edges": [i], "nodes": []} for i in page.evaluate("Object.keys(kg.data.edges)")]
    shown += [{"edges": [], "nodes": [i]} for i in ("person-evil", "topic-evil")]
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
