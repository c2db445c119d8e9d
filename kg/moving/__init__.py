"""Graphs on the move: from one store to another, into a file and back, with proof that both are the same."""

from __future__ import annotations

from kg.moving.content import Content, content
from kg.moving.file import BackupFile
from kg.moving.lines import BackupError
from kg.moving.packing import backup
from kg.moving.source import Source, StoreSource
from kg.moving.transfer import Transfer

__all__ = ["BackupError", "BackupFile", "Content", "Source", "StoreSource", "Transfer", "backup", "content"]
