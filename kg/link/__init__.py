"""Mentions -> entities: the known one that the words mean, else a new one with an id that is a function of its name."""

from __future__ import annotations

from kg.link.linker import Linker

__all__ = ["Linker"]
