"""Hashes that ids are made of."""

from __future__ import annotations

import hashlib
import json


def stable_hash(*parts: object, length: int = 16) -> str:
    """A hex digest of `parts` that is the same on every run and machine."""
    packed = json.dumps([str(p) for p in parts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:length]
