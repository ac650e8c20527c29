"""Servers of a test that start with the tables of the test database instead of migrating them from nothing."""

import os
import subprocess

from django.db import connection


def copy_tables(server):
    """The test database, as pg_dump writes it, in the started server's; migrating again would take a minute.

    What migrating from nothing does is seen before: the database that is copied came so.
    """
    ours = connection.settings_dict
    place = [
        f"--host={ours['HOST']}",
        f"--username={ours['USER']}",
        *([f"--port={ours['PORT']}"] if ours["PORT"] else []),
    ]
    dump = [server.bin / "pg_dump", *place, "--no-owner", ours["NAME"]]
    written = subprocess.run(dump, check=True, capture_output=True, env={**os.environ, "PGPASSWORD": ours["PASSWORD"]})
    psql = [server.bin / "psql", f"--host={server.sockets}", "--username=postgres", "--quiet", server.database]
    subprocess.run([*psql, "--set=ON_ERROR_STOP=1"], input=written.stdout, check=True, stdout=subprocess.DEVNULL)
