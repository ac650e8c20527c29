"""make bench: servers of its own, a company of each size, the measurements, and the tables of docs/performance.md."""

import secrets
import shutil
import sys
from pathlib import Path

from salesmgmt.launch.servers import Postgres, Redis
from salesmgmt.launch.supervisor import Stopped, Supervisor

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "var" / "bench"
# What docs/operations.md advises for a machine of this size; everything that keeps data safe is on, as in production.
TUNING = (
    "shared_buffers=1GB",
    "effective_cache_size=3GB",
    "work_mem=32MB",
    "maintenance_work_mem=512MB",
    "max_wal_size=4GB",
    "random_page_cost=1.1",
    "max_connections=80",
)
PARTS = ("1", "0.1")


def run(parts, env):
    """Measure each part of the whole, and write the tables of the whole and a tenth."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    supervisor = Supervisor()
    production = {
        "DEPLOYMENT": "production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "VAR_DIR": str(FOLDER),
        "DJANGO_SETTINGS_MODULE": "salesmgmt.bench.settings",
        "LOG_LEVEL": "ERROR",
    }
    try:
        postgres = supervisor.add_server(Postgres(FOLDER, options=TUNING))
        env = {**env, **production, "REDIS_URL": supervisor.add_server(Redis(FOLDER)).url}
        for part in parts or PARTS:
            postgres.database = f"part_{part}".replace(":", "_")
            postgres.answers()  # creates it
            print(f"Measuring a company of {part} of the whole", flush=True)
            if not supervisor.run(
                [sys.executable, "-m", "salesmgmt.bench", *part.split(":")], {**env, "DATABASE_URL": postgres.url}
            ):
                return 1
        if not parts:
            return 0 if supervisor.run([sys.executable, "-m", "salesmgmt.bench.report"], env) else 1
    except Stopped as reason:
        print(reason)
        return 1
    finally:
        supervisor.stop()
        shutil.rmtree(FOLDER / "postgres", ignore_errors=True)
    return 0
