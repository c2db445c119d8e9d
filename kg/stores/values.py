"""What a server returns, as the values that every store returns."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

if TYPE_CHECKING:
    from kg.stores.graph import Row


# By the number of a system of coordinates: its name, and what its coordinates are called besides x, y and z.
PLACES: dict[int, tuple[str, tuple[str, ...]]] = {
    7203: ("cartesian", ()),
    9157: ("cartesian-3D", ()),
    4326: ("WGS-84", ("longitude", "latitude")),
    4979: ("WGS-84-3D", ("longitude", "latitude", "height")),
}

SIMPLE = frozenset((str, int, float, bool, type(None)))  # what needs no look


def properties(record: Any) -> Row:
    """A row in which a node or a relationship is its properties."""
    return {
        key: dict(value.items()) if isinstance(value, Node | Relationship) else value for key, value in record.items()
    }


def plain(value: Any) -> Any:
    """A value as `Rows` has it: times as ISO text, nodes and relationships as dicts, a path as a list of them."""
    if type(value) in SIMPLE:
        return value
    if isinstance(value, dict):
        return {key: plain(value[key]) for key in sorted(value)}
    if isinstance(value, list | set):
        return [v if type(v) in SIMPLE else plain(v) for v in value]
    return _path(value) if isinstance(value, Path) else _record(value)


def _record(value: Any) -> Any:
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), **_shown(value)}
    if isinstance(value, Relationship):
        return {"type": value.type, **_shown(value)}
    return _point(value) if isinstance(value, Point) else _text(value)


def _shown(record: Node | Relationship) -> Row:
    return {key: plain(value) for key, value in sorted(record.items()) if not key.startswith("_")}


def _point(point: Point) -> Row:
    """A place, by both names of its coordinates where it is one on earth."""
    crs, names = PLACES[point.srid or 0]
    known = [*zip(("x", "y", "z"), point, strict=False), *zip(names, point, strict=False)]
    return dict(sorted([*known, ("crs", crs), ("srid", point.srid)]))


def _path(path: Path) -> list[Any]:
    """A node, a relationship, a node, and so on."""
    found = [plain(path.nodes[0])]
    for relationship, node in zip(path.relationships, path.nodes[1:], strict=True):
        found += [plain(relationship), plain(node)]
    return found


def _text(value: Any) -> str:
    if isinstance(value, Duration):
        return _duration(value)
    if isinstance(value, Date):
        return value.iso_format()
    if isinstance(value, DateTime):
        zone = getattr(value.tzinfo, "key", None) or getattr(value.tzinfo, "zone", None)
        named = f"[{zone}]" if zone not in (None, "UTC") else ""
        return f"{value.date().iso_format()}T{_clock(value)}{_offset(value)}{named}"
    if isinstance(value, Time):
        return f"{_clock(value)}{_offset(value)}"
    if isinstance(value, bytes | bytearray):
        return b64encode(value).decode()
    return str(value)


def _clock(value: Time | DateTime) -> str:
    """Hours and minutes, and as much of the rest as is not zero."""
    seconds = f":{value.second:02}" if value.second or value.nanosecond else ""
    return f"{value.hour:02}:{value.minute:02}{seconds}{_fraction(value.nanosecond)}"


def _fraction(nanoseconds: int) -> str:
    """Three, six or nine digits; none where all are zero."""
    digits = f"{nanoseconds:09}"
    while digits.endswith("000"):
        digits = digits[:-3]
    return f".{digits}" if digits else ""


def _offset(value: Time | DateTime) -> str:
    offset = value.utcoffset()
    if offset is None:
        return ""
    seconds = round(offset.total_seconds())
    sign, (hours, minutes) = "-" if seconds < 0 else "+", divmod(abs(seconds) // 60, 60)
    return f"{sign}{hours:02}:{minutes:02}" if seconds else "Z"


def _duration(value: Duration) -> str:
    years, months = _divided(value.months, 12)
    minutes, seconds = _divided(value.seconds, 60)
    hours, minutes = _divided(minutes, 60)
    fraction = f"{abs(value.nanoseconds):09}".rstrip("0")
    exact = f"{seconds}.{fraction}" if fraction else str(seconds)
    date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (value.days, "D")) if n)
    time = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n)
    time += f"{exact}S" if seconds or fraction else ""
    return f"P{date}{'T' + time if time else ''}" if date or time else "PT0S"


def _divided(value: int, by: int) -> tuple[int, int]:
    """As `divmod`, towards zero."""
    whole, rest = divmod(abs(value), by)
    return (whole, rest) if value >= 0 else (-whole, -rest)
