"""What a page has around an article: author boxes, captions, share lines; patterns in ontology/boilerplate.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg import content
from kg.errors import ContentError

_FLAGS = re.IGNORECASE | re.DOTALL
FILE = "boilerplate.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """A paragraph of up to `most` characters that `pattern` matches from its start.

    `last`: only among so many last paragraphs of a text. `ends`: the article ends there, if it is near the end.
    """

    name: str
    pattern: re.Pattern[str]
    most: int = 300
    last: int | None = None
    ends: bool = False

    def holds(self, words: str, left: int) -> bool:
        """Whether it does for a paragraph that `left` others follow."""
        fits = len(words) <= self.most and (self.last is None or left < self.last)
        return fits and self.pattern.match(words) is not None


def boilerplate(words: str, left: int) -> Rule | None:
    """The rule by which a paragraph is no part of the article; `left` paragraphs follow it."""
    longest, found = rules()
    if len(words) > longest:
        return None
    return next((rule for rule in found if rule.holds(words, left)), None)


@cache
def rules() -> tuple[int, tuple[Rule, ...]]:
    """The longest paragraph that a rule looks at, and the rules. ContentError where the file is off."""
    path = content.find("ontology", FILE)
    try:
        found = tuple(_rule(**listed) for listed in content.values(path)["rules"])
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise ContentError(path, None, f"it should list rules, each with name and pattern: {error}") from error
    return max((rule.most for rule in found), default=0), found


def _rule(*, name: str, pattern: str, most: int = 300, last: int | None = None, ends: bool = False) -> Rule:
    return Rule(name, re.compile(pattern, _FLAGS), int(most), last, ends)
