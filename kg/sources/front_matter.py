"""The YAML between two lines `---` at the top of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from kg.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

MOST = 65_536  # characters

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"\s*(?:#[^\n]*\s+)*[\"']?[^\W\d][\w .-]*[\"']?:(?:\s|$)")


def front_matter(text: str, path: Path) -> tuple[dict[str, Any], str]:
    """The fields (every value as it is written) and the body: what follows the closing line and its line feeds.

    A text without front matter is all body. SourceError where it is broken.
    """
    opening = _FENCE.match(text)
    if not opening or not _KEY.match(text, opening.end()):
        return {}, text
    closing = _FENCE.search(text, opening.end() + 1, MOST)
    if not closing:
        raise SourceError(_at(path, 1), "its front matter has no end: close it with a line ---")
    fields = _fields(text[opening.end() : closing.start()], path)
    return fields, text[closing.end() :].lstrip("\n")


def _fields(source: str, path: Path) -> dict[str, Any]:
    try:
        fields = yaml.load(source, yaml.BaseLoader)  # noqa: S506 - safer than safe_load: every value stays text
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark if "stream" in f"{error.problem}" else error.problem_mark  # what is open, not the end
        raise SourceError(
            _at(path, mark.line + 1 if mark else 1), f"its front matter is no YAML: {error.problem}"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError(_at(path, 1), f"its front matter is no YAML: {' '.join(str(error).split())}") from error
    return fields if isinstance(fields, dict) else {}


def _at(path: Path, line: int) -> str:
    return f"{path}:{line}"
