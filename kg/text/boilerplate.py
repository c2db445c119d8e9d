"""What a page has around an article: author boxes, captions, share lines; patterns in ontology/boilerplate.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

from kg import content
from kg.errors import ContentError

_FLAGS = re.IGNORECASE | re.DOTALL
FILE = "boilerplate.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """A paragraph of up to `most` characters that `pattern` matches from its start; `ends`: the article ends there."""

    name: str
    pattern: re.Pattern[str]
    most: int
    ends: bool


def boilerplate(words: str) -> Rule | None:
    """The rule by which a paragraph is no part of the article."""
    longest, found = rules()
    if len(words) > longest:
        return None
    return next((rule for rule in found if len(words) <= rule.most and rule.pattern.match(words)), None)


@cache
def rules() -> tuple[int, tuple[Rule, ...]]:
    """The longest paragraph that a rule looks at, and the rules. ContentError where the file is off."""
    path = content.find("ontology", FILE)
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
        found = tuple(Rule(r["name"], _compiled(r), int(r.get("most", 300)), bool(r.get("ends"))) for r in listed)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, re.error) as error:
        raise ContentError(path, None, f"it should list rules with name and pattern: {error}") from error
    return max((rule.most for rule in found), default=0), found


def _compiled(rule: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rule["pattern"].replace("\n", ""), _FLAGS)
