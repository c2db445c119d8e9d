"""YAML with line numbers: content files are read as text only (`on` stays a word), and a mistake names its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from kg.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Located:
    """A node of a YAML file: its plain value is made of str, list and dict, and mistakes in it are ContentErrors."""

    def __init__(self, path: Path, node: yaml.Node | None) -> None:
        self.path, self._node = path, node

    @classmethod
    def read(cls, path: Path) -> Located:
        """Read a file; ContentError where it is no YAML."""
        try:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or "this is no text in UTF-8"
            raise ContentError(path, mark.line + 1 if mark else None, f"{reason}.") from error
        return cls(path, node)

    @property
    def line(self) -> int | None:
        """The line on which it begins, counted from 1."""
        return self._node.start_mark.line + 1 if self._node else None

    @property
    def plain(self) -> Any:
        """Its value: str, list or dict."""
        return _plain(self._node)

    def refuse(self, reason: str) -> NoReturn:
        """Raise the ContentError that says what is wrong here."""
        raise ContentError(self.path, self.line, reason)

    def fields(self) -> dict[str, Located]:
        """A mapping's values by key; ContentError where it is none or names a key twice."""
        if not isinstance(self._node, yaml.MappingNode):
            self.refuse("a mapping of keys to values was expected here.")
        found: dict[str, Located] = {}
        for key, value in self._node.value:
            if key.value in found:
                Located(self.path, key).refuse(f"{key.value!r} stands here twice.")
            found[str(key.value)] = Located(self.path, value)
        return found

    def items(self) -> Iterator[Located]:
        """A list's members; ContentError where it is no list."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.refuse("a list was expected here.")
        for node in self._node.value:
            yield Located(self.path, node)

    def text(self) -> str:
        """A scalar's text; ContentError where it is none."""
        if not isinstance(self._node, yaml.ScalarNode):
            self.refuse("a word or sentence was expected here.")
        return str(self._node.value)

    def words(self) -> tuple[str, ...]:
        """A list of texts, or a single text as a list of one."""
        if isinstance(self._node, yaml.ScalarNode):
            return (self.text(),)
        return tuple(item.text() for item in self.items())


def _plain(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return str(node.value) if node is not None else None
