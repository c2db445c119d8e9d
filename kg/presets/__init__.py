"""Presets: questions in files, each a header that says what it takes and one Cypher statement that answers it."""

from __future__ import annotations

from kg.presets.asking import Answering, Result, ask
from kg.presets.files import Parameter, Preset, preset, preset_names, presets, readable

__all__ = ["Answering", "Parameter", "Preset", "Result", "ask", "preset", "preset_names", "presets", "readable"]
