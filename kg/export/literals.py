"""Values as RDF literals, and text that any format can hold."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg.export.iris import RDF, XSD
from kg.reference.dates import valid

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from kg.model import Json

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    return {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(value)] if valid(value) else None
