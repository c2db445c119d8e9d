"""Text for a cell of CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*%?")


def disarmed(text: str) -> str:
    """The text, an apostrophe before what would begin a formula; a number stays as it is.

    Control characters, which spreadsheets refuse and terminals obey, become U+FFFD.
    """
    shown = _CONTROL.sub("\ufffd", text)
    return f"'{shown}" if _FORMULA.match(shown) and not _NUMBER.fullmatch(shown) else shown
