"""The words of a Cypher statement, as every part reads it: no string or comment is taken for a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<blank>\s+)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>`(?:[^`]|``)*`)
      | (?P<word>[^\W\d]\w*)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_UNSEEN = ("comment", "string", "quoted")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a statement: `kind` is string, quoted, word or other; `at` where it starts."""

    kind: str
    text: str
    at: int

    def says(self, *words: str) -> bool:
        """Whether it is one of some keywords, whatever the case."""
        return self.kind == "word" and self.text.lower() in words


def tokens(statement: str) -> list[Token]:
    """The words, strings and marks of a statement, without blanks and comments. What is left open hides nothing."""
    found = _TOKEN.finditer(statement)
    return [Token(m.lastgroup or "", m[0], m.start()) for m in found if m.lastgroup not in ("blank", "comment")]


def bare(statement: str) -> str:
    """The statement with comments, strings and quoted names blanked, every other character where it was."""
    return _TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]) if m.lastgroup in _UNSEEN else m[0], statement)
