"""Is everything in order? The program itself, then the store that is named."""

from __future__ import annotations

from kg.doctor.examining import examine
from kg.doctor.finding import Finding

__all__ = ["Finding", "examine"]
