"""Markdown's marks: what they make of a line, and a text with blanks in their place."""

from __future__ import annotations

import re

_QUOTES = re.compile(r"[ ]{0,3}(?:>[ \t]?)+")
_HASHES = re.compile(r"[ ]{0,3}(?:#[ \t]+|#{2,6}[ \t]*)(?=[^#\s])")
_BULLET = re.compile(r"\s*(?:[-*+•·▪●◦‣][ \t\u00a0]+|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)][ \t\u00a0]+)(?=\S)")
_RULE = re.compile(r"\s*(?:={3,}|-{3,}|(?:[-*_=~][ \t]*){3,})\s*")

_MARKS = (
    re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,500}\")?\)"),  # an image
    re.compile(r"\[(?P<words>[^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,500}\")?\)"),  # a link
    re.compile(r"<(?:!--(?:(?!-->).){0,500}--|/?[a-zA-Z][^<>]{0,2000})>", re.DOTALL),  # a tag or a bare address
    re.compile(r"^[ ]{0,3}(?:>[ \t]?)+|^[ ]{0,3}#{1,6}(?=[^#\S]|\w)|[ \t]#+[ \t]*$", re.MULTILINE),
    re.compile(r"\*+(?=\S)|(?<=\S)\*+|~~|(?<!\w)_+(?=\w)|(?<=[^\s_])_+(?!\w)|`+"),
    re.compile(r"\\(?=[\[\]*_#>`~\\.!()+-])"),
)


def marks(line: str, *, markup: bool) -> tuple[str, int, int]:
    """What a line is (see `paragraphs.Line.mark`), how deeply quoted, and how many characters that takes."""
    skip, depth = 0, 0
    if markup and (found := _QUOTES.match(line)):
        skip, depth = found.end(), found[0].count(">")
    if is_rule(line[skip:]):
        return "=", depth, skip
    if markup and (found := _HASHES.match(line, skip)):
        return "#", depth, found.end()
    if found := _BULLET.match(line, skip):
        return "-", depth, found.end()
    return ("|" if markup and line[skip:].lstrip().startswith("|") else ""), depth, skip


def is_rule(line: str) -> bool:
    """Whether a line is only drawn: `---`, `* * *`, `====`."""
    return bool(_RULE.fullmatch(line))


def unmarked(text: str) -> str:
    """A Markdown text with blanks instead of marks, addresses and tags: as long, each word where it was."""
    for pattern in _MARKS:
        text = pattern.sub(_blanked, text)
    return text


def _blanked(found: re.Match[str]) -> str:
    words = found.groupdict().get("words")
    if words is None:
        return re.sub(r"[^\n]", " ", found[0])
    return f" {words}{' ' * (len(found[0]) - len(words) - 1)}"
