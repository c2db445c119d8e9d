"""A stopped server, and its own import tool as the command that `neo4j-admin` is on an installed one."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.servers.neo4j_server import OPENS, jars, java

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers.neo4j_server import Server


def command(server: Server) -> Path:
    """A script that does what `neo4j-admin` does, for the database of this server."""
    path = server.home / "neo4j-admin"
    opens = " ".join(f"--add-opens={module}=ALL-UNNAMED" for module in OPENS)
    path.write_text(
        "#!/bin/sh\n"
        f"export NEO4J_HOME='{server.home}' NEO4J_CONF='{server.home / 'conf'}'\n"
        f"export JAVA_TOOL_OPTIONS='{opens}'\n"  # also for the process that it starts itself
        f"exec '{java(server.version)}' -Xmx512m -cp '{jars(server.version)}/*'"
        ' org.neo4j.server.startup.Neo4jAdminCommand "$@"\n'
    )
    path.chmod(0o755)
    return path


def imported(server: Server, folder: Path, *words: str) -> str:
    """Make the server's database of what was exported to a folder; what the tool says."""
    server.stop()
    done = subprocess.run(
        ["sh", folder / "import.sh", *words],
        env=os.environ | {"NEO4J_ADMIN": str(command(server))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    server.start()
    return done.stdout
