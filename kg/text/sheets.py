"""Text for a cell of CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*%?")


def disarmed(text: str) -> str:
    """The text, an apostrophe before what would begin a formula; a number stays as it is."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
