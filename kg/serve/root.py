"""The folder that the engine's server wants: who may enter, what they may do, and the graph by a link, not a copy."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "kg-serve-"
USER = "reader"
GROUP = "readers"
DATABASE = "neo4j"  # what Neo4j's tools open unless they are told another
ROUNDS = 65_536
RIGHTS = {"types": {"*": {"access": ["readRecord"]}}, "access": [], "resultSetLimit": -1, "readTimeout": -1}


@contextmanager
def server_root(graph: Path, password: str) -> Iterator[Path]:
    """The folder, which nobody else may look into, until the block ends. There is no administrator."""
    _sweep()
    with TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as name:
        root = Path(name)
        (root / "databases").mkdir()
        (root / "databases" / DATABASE).symlink_to(graph, target_is_directory=True)
        (root / "config").mkdir()
        user = {"name": USER, "password": hashed(password), "databases": {DATABASE: [GROUP]}}
        groups = {"version": 2, "databases": {"*": {"groups": {GROUP: RIGHTS}}}}
        _write(root / "config" / "server-users.jsonl", user)
        _write(root / "config" / "server-groups.json", groups)
        yield root


def _sweep() -> None:
    """Remove the folders of programs that were killed."""
    for left in Path(gettempdir()).glob(f"{PREFIX}*-*"):
        pid = left.name.removeprefix(PREFIX).partition("-")[0]
        if pid.isdigit() and _ended(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def _ended(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as error:
        return isinstance(error, ProcessLookupError)
    return False


def hashed(password: str) -> str:
    """A password as the engine keeps it: from the hash nobody gets back to it."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    found = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${ROUNDS}${salt}${base64.b64encode(found).decode()}"


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value) + "\n", "utf-8")
