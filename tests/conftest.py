"""What tests of several parts need."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with 40 MB of space, and nothing else on it; where the machine forbids mounting one, there is no test."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        forbidden = os.geteuid() != 0 or "permission denied" in done.stderr.lower()
        words = f"a small disk cannot be mounted here: {done.stderr.strip()}"
        (pytest.skip if forbidden or os.environ.get("CI") != "true" else pytest.fail)(words)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
