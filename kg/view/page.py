"""A picture as HTML: vis-network, drawn by our own template, all of it inside one file.

What comes from outside reaches the page only as JSON that is parsed, never as markup or script. The page's
Content-Security-Policy allows exactly the scripts and styles whose hashes it names, and no request to any host.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.files import write_whole
from kg.view.details import details
from kg.view.draw import network
from kg.view.picture import picture

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Json
    from kg.stores import Store
    from kg.view.choice import Choice

MOST = 300  # nodes that a browser lays out while one looks on
VIS = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page that was written, and how much of the graph is on it. Shows itself in a notebook."""

    path: Path
    entities: int
    claims: int
    left_out: int

    def _repr_html_(self) -> str:
        page = escape(self.path.read_text("utf-8"), quote=True)
        return f'<iframe srcdoc="{page}" sandbox="allow-scripts" width="100%" height="640"></iframe>'


def write_page(store: Store, path: Path, choice: Choice, *, most: int = MOST) -> Drawn:
    """Draw what `choice` names of a graph into the file `path`, at most `most` nodes."""
    articles = {article.id: article for article in store.articles()}
    shown = picture(choice.claims(store.claims(), articles), most, choice.around.ids if choice.around else frozenset())
    data = details(shown, {entity.id: entity for entity in store.entities()}, articles)
    write_whole(path, html({"title": choice.title, "network": network(shown)} | data))
    return Drawn(path, len(shown.entities), len(data["claims"]), shown.left_out)


def html(data: Json) -> str:
    """The page around its data."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    style, script, vis = _own("page.css"), _own("labels.js") + _own("page.js"), _vis()
    env = Environment(loader=PackageLoader("kg.view", "."), autoescape=True, undefined=StrictUndefined)
    return env.get_template("page.html.j2").render(
        title=data["title"],
        policy=_policy(styles=[style], scripts=[vis, script]),
        style=style,
        vis=vis,
        script=script,
        data=inert(data),
    )


def inert(data: Json) -> str:
    """JSON that cannot leave the element it stands in, whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode("utf-8", "replace").decode()  # lone surrogates, which no file can hold


def _policy(*, styles: list[str], scripts: list[str]) -> str:
    """Nothing but what the page itself carries."""
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(_hash, scripts)),
        "style-src": " ".join(map(_hash, styles)),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _own(name: str) -> str:
    return files("kg.view").joinpath(name).read_text("utf-8")


@cache
def _vis() -> str:
    """vis-network as pyvis ships it; the comment that names its source map is cut, since it would be a request."""
    text = files("pyvis").joinpath(*VIS).read_text("utf-8").replace("\r\n", "\n")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL")).replace(
        "</script", "<\\/script"
    )
