"""Where the content lies: ontology, loaders, queries and examples, beside kg/ in a checkout or inside it in a wheel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ContentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("ontology", "loaders", "queries", "examples")
_PACKAGE = Path(__file__).resolve().parent


def shipped() -> Path:
    """The folder of the project's own content: the checkout first, since an editable install leaves a stale copy."""
    beside = _PACKAGE.parent
    return beside if (beside / "ontology" / "kg.ttl").is_file() else _PACKAGE / "_content"


def roots() -> tuple[Path, ...]:
    """The project's content, then the folders of `KG_CONTENT` (separated as in PATH), in order."""
    own = tuple(Path(p) for p in os.environ.get("KG_CONTENT", "").split(os.pathsep) if p)
    for path in own:
        if not path.is_dir():
            msg = f"KG_CONTENT names {path}, which is no folder."
            raise UsageError(msg)
    return (shipped(), *own)


def files(kind: str, pattern: str) -> Iterator[Path]:
    """Content files of a kind, sorted by name, the project's first: `files("queries", "*.cypher")`."""
    for root in roots():
        yield from sorted((root / kind).glob(pattern))


def find(kind: str, name: str) -> Path:
    """One content file; a user's own takes precedence over the project's."""
    for root in reversed(roots()):
        if (path := root / kind / name).is_file():
            return path
    msg = f"There is no {kind}/{name} in {', '.join(str(r) for r in roots())}."
    raise UsageError(msg)


def text(path: Path) -> str:
    """The text of a content file. ContentError with the line where it is no UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(path, line, "it is not UTF-8: save it in that encoding.") from error


def values(path: Path) -> Any:
    """What a content file in YAML says. ContentError with the line where it is no YAML."""
    import yaml  # noqa: PLC0415 - finding content needs none

    try:
        return yaml.safe_load(text(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", "it cannot be read")
        raise ContentError(path, mark.line + 1 if mark else None, f"it is no YAML: {reason}.") from error
