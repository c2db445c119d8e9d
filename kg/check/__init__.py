"""Checks: no claim without the words that prove it, in a fresh reading or in a stored graph."""

from __future__ import annotations

from kg.check.evidence import faults, sound
from kg.check.graph import verify
from kg.check.problem import COLUMNS, Problem

__all__ = ["COLUMNS", "Problem", "faults", "sound", "verify"]
