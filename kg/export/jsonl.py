"""JSON lines: one claim a line, by article and position."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.export.source import by_article
from kg.files import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from kg.export.iris import Names
    from kg.export.source import Source


def write(source: Source, path: Path, _: Names) -> None:
    """Write claims' JSON lines; one that a person has judged says so in `status`."""
    with whole_file(path) as out:
        for _article, claims in by_article(source):
            for claim, status in claims:
                line = claim.to_json() | ({} if status == "open" else {"status": status})
                out.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
