"""Fill, measure, print: everything of one measurement, at a part of the whole."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from dataclasses import asdict
from pathlib import Path

from django.core.management import call_command

from customers.models import Customer
from salesmgmt.bench import data, pages, visitor, work

ROOT = Path(__file__).resolve().parent.parent.parent
HOST, PORT = "127.0.0.1", 8711
ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')
ROUNDS = {1: 15, 8: 6}


def start_web():
    """gunicorn with production settings, as docs/operations.md starts it."""
    env = {**os.environ, "PORT": str(PORT), "HOST": HOST, "WEB_CONCURRENCY": "3"}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:salesmgmt.launch.web", "salesmgmt.wsgi"]
    web = subprocess.Popen(command, env=env, cwd=ROOT)
    for _try in range(120):
        try:
            urllib.request.urlopen(f"http://{HOST}:{PORT}/healthz/", timeout=5)
            return web
        except OSError:
            time.sleep(0.5)
    web.kill()
    raise SystemExit("gunicorn does not answer")


def measure_pages(report):
    everybody = pages.people()
    rows = []
    for users, rounds in ROUNDS.items():
        bare = [visitor.Visitor(HOST, PORT) for _one in range(users)]
        floor = visitor.measure("floor", "-", bare, "/bench/floor/", rounds * 3)
        rows.append({**asdict(floor), "ratio": 1.0})
        report(rows[-1])
        for who, user in everybody.items():
            visitors = [visitor.Visitor(HOST, PORT, visitor.session_of(user)) for _one in range(users)]
            wanted = [*pages.singles_of(who, user), *(pages.lists_of(user) if users == 1 or who == "finance" else ())]
            for name, address in wanted:
                found = visitor.measure(name, who, visitors, address, rounds)
                rows.append({**asdict(found), "ratio": found.median / floor.median})
                report(rows[-1])
    return rows


def measure_acts(report):
    everybody = pages.people()
    floor = visitor.measure("floor", "-", [visitor.Visitor(HOST, PORT)], "/bench/floor/", 30)
    rep = visitor.Visitor(HOST, PORT, visitor.session_of(everybody["rep"]))
    quote, acts = pages.quote_of_thirty(rep, everybody["rep"])
    boss = everybody["manager"]
    acts.append(("decide it", pages.decide(visitor.Visitor(HOST, PORT, visitor.session_of(boss)), quote)))
    rows = []
    for name, answer in acts:
        rows.append({"name": name, "who": "rep", "users": 1, "median": answer.seconds * 1000, "status": answer.status,
                     "queries": int(answer.headers.get("X-Bench-Queries", 0)),
                     "ratio": answer.seconds * 1000 / floor.median})  # fmt: skip
        report(rows[-1])
    return rows


def measure_assets():
    """Compressed bytes of a first visit, and what a second visit asks for again."""
    user = pages.people()["rep"]
    one = visitor.Visitor(HOST, PORT, visitor.session_of(user))
    found = [one.get(address) for address in sorted(set(ASSET.findall(one.get("/").text)))]
    again = [each for each in found if "immutable" not in each.headers.get("Cache-Control", "")]
    return {"files": len(found), "first_kb": sum(each.size for each in found) / 1024, "again": len(again)}


def measure_work(report, part):
    rows = []
    for found in (work.ageing(), work.statement(), work.export(), work.import_rows(max(int(100_000 * part), 1000))):
        rows += [{"name": name, "seconds": took, "floor": floor, "ratio": took / floor} for name, took, floor in found]
        for row in rows[-len(found) :]:
            print(
                f"  {row['name']:<40} {row['seconds']:8.2f} s  floor {row['floor']:8.2f} s  {row['ratio']:6.2f} x",
                flush=True,
            )
    seconds, decided, refused = work.contention()
    print(
        f"  {decided} steps decided by 50 people in {seconds:.1f} s, {refused} refused, none lost, none twice",
        flush=True,
    )
    rows.append({"name": "decisions under contention", "seconds": seconds, "decided": decided, "refused": refused})
    rows.append({"name": "memory of the export", "mb": work.memory()})
    return rows


def show(row):
    print(
        f"  {row['who']:<8} {row['users']}  {row['name']:<34} {row['median']:8.1f} ms {row.get('p95', 0):8.1f} ms "
        f"{row.get('per_second', 0):7.1f}/s {row['queries']:4d} q {row.get('db', 0):7.1f} ms {row.get('html', 0):7d} B "
        f"{row.get('memory', 0):4d} MB {row['ratio']:6.2f} x {row['status']}",
        flush=True,
    )


def main():
    part = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    size = data.Size().times(part)
    if not Customer.objects.exists():
        print(f"Filling: {size}", flush=True)
        data.fill(size)
    result = {"part": part}
    web = start_web()
    try:
        result["assets"] = measure_assets()
        print(f"  assets: {result['assets']}")
        result["pages"] = measure_pages(show)
        result["acts"] = measure_acts(show)
    finally:
        web.terminate()
        web.wait()
    result["work"] = measure_work(show, part)
    target = Path(os.environ.get("BENCH_RESULT", ROOT / "var" / f"bench-{part:g}.json"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(result, ensure_ascii=False, indent=1, default=str))
    print(f"Written to {target}")
