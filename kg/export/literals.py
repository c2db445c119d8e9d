"""Values as RDF literals, and text that any format can hold."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg.export.iris import RDF, XSD

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from kg.model import Json

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?")


def text(value: str | None) -> Literal | None:
    """A string; half a surrogate pair, which no RDF file can hold, becomes U+FFFD."""
    return None if value is None else Literal(_SURROGATE.sub("\ufffd", value))


def when(value: str | None) -> Literal | None:
    """An ISO day, month or year with its type; whatever else as a string."""
    if value is None:
        return None
    kind = _date_type(value)
    return Literal(value, datatype=kind) if kind else text(value)


def number(value: float) -> Literal:
    """An integer or a double that reads back as the same number."""
    return Literal(value) if isinstance(value, int) else Literal(repr(value), datatype=XSD.double)


def structure(value: Json) -> Literal:
    """A JSON object, its keys sorted."""
    return Literal(json.dumps(value, sort_keys=True, separators=(",", ":")), datatype=RDF.JSON)


def address(value: str | None) -> Literal | None:
    """A URL as it was found, whatever is wrong with it."""
    return None if value is None else Literal(_SURROGATE.sub("\ufffd", value), datatype=XSD.anyURI)


def xml_safe(value: str) -> str:
    """Text whose characters XML and spreadsheets can hold; each other one becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", value)


def _date_type(value: str) -> NamedNode | None:
    parts = _DATE.fullmatch(value)
    if not parts:
        return None
    try:
        date(int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1))
    except ValueError:
        return None
    return XSD.date if parts["day"] else XSD.gYearMonth if parts["month"] else XSD.gYear
