"""Fill, measure, print: everything of one measurement, at a part of the whole."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from customers.customer.models import Customer
from salesmgmt.bench import acts, analysis, bank, data, eight, excel, pages, reward, runs, visitor, work
from salesmgmt.bench.floor import Floor

HOST, PORT = "127.0.0.1", int(os.environ.get("BENCH_PORT", "8711"))
ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')
# How often each visitor asks: {visitors at once: times}. Lists have a hundred variants, the others a few.
ROUNDS = {"page": {1: 15, 8: 5}, "list": {1: 3, 8: 1}}
# With eight at once, of each list: sorting by a further column costs the processor what sorting by one does.
AT_EIGHT = ("first", "filtered", "deep", *pages.SEARCHES)
REPEATS = 5
WARM = 8  # first visits, so that every worker has met this kind of person


def start_web(port=PORT, **more):
    """gunicorn with production settings, as docs/operations.md starts it."""
    env = {**os.environ, "PORT": str(port), "HOST": HOST, **more}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:salesmgmt.launch.web", "salesmgmt.wsgi"]
    web = subprocess.Popen(command, env=env, cwd=settings.BASE_DIR)
    for _try in range(120):
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz/", timeout=5):
                return web
        except OSError:
            time.sleep(0.5)
    web.kill()
    raise SystemExit("gunicorn does not answer")


@contextmanager
def web_for(names, **more):
    """The web server while measurements that need it run; none where there are none."""
    web = start_web(**more) if names else None
    try:
        yield web
    finally:
        if web:
            web.terminate()
            web.wait()


def measure_pages(together=(1, 8)):
    """Every page for everybody, alone and with eight at once."""
    rows = []
    for users in together:
        bare = [visitor.Visitor(HOST, PORT) for _one in range(users)]
        for who, user in pages.people().items():
            for _worker in range(WARM):
                visitor.Visitor(HOST, PORT, visitor.session_of(user)).get("/")
            # Before each person anew: a machine is not equally fast for half an hour.
            floor = visitor.measure("floor", who, bare, Floor.ADDRESS, ROUNDS["page"][users] * 5)
            rows.append({"kind": "floor", **asdict(floor)})
            show(rows[-1])
            visitors = [visitor.Visitor(HOST, PORT, visitor.session_of(user)) for _one in range(users)]
            wanted = [("page", name, address) for name, address in pages.singles_of(user)]
            wanted += [
                ("list", f"{key} {variant}", address)
                for key, variant, address in pages.lists_of(user)
                if users == 1 or variant in AT_EIGHT
            ]
            for kind, name, address in wanted:
                found = visitor.measure(name, who, visitors, address, ROUNDS[kind][users])
                found.ratio = found.median / floor.median
                rows.append({"kind": kind, **asdict(found)})
                show(rows[-1])
    return rows


def measure_acts():
    """A quote of 30 lines from the form to the decision, some times over; each act against the floor page."""
    everybody = pages.people()
    rep, boss = (visitor.Visitor(HOST, PORT, visitor.session_of(everybody[who])) for who in ("rep", "manager"))
    floor = visitor.measure("floor", "-", [visitor.Visitor(HOST, PORT)], Floor.ADDRESS, 50)
    rounds = [acts.quote_of_thirty(rep, boss, everybody["rep"]) for _round in range(REPEATS + 1)][1:]
    rows = []
    for act in zip(*rounds, strict=True):
        answers = sorted((answer for _name, answer in act), key=lambda answer: answer.seconds)
        middle = answers[len(answers) // 2]
        rows.append(
            {
                "name": act[0][0],
                "median": middle.seconds * 1000,
                "p95": answers[-1].seconds * 1000,
                "queries": middle.queries,
                "database": middle.database_ms,
                "ratio": middle.seconds * 1000 / floor.median,
            }
        )
        print("  {name:<32} {median:8.1f} ms {queries:4d} q {database:8.1f} ms {ratio:6.1f} x".format(**rows[-1]))
    return rows


def measure_assets():
    """Compressed bytes of a first visit, and how many of its files a second visit asks for again."""
    one = visitor.Visitor(HOST, PORT, visitor.session_of(pages.people()["rep"]))
    page = one.get("/")
    wanted = sorted(set(ASSET.findall(page.text)))
    found = {address: one.get(address) for address in wanted}
    for address in [address for address in wanted if address.split("?")[0].endswith(".css")]:
        found |= {font: one.get(font) for font in _fonts_of(address, found[address].text)}
    again = [name for name, answer in found.items() if "immutable" not in answer.headers.get("Cache-Control", "")]
    measured = {
        "files": {name.split("?")[0]: answer.size / 1024 for name, answer in found.items()},
        "first_kb": sum(answer.size for answer in found.values()) / 1024,
        "page_kb": page.size / 1024,
        "again": again,
    }
    print("  assets: {first_kb:.0f} KB, again {again}".format(**measured), flush=True)
    return measured


def _fonts_of(address, css):
    """The addresses of the first source of each font a style sheet names: what a browser fetches."""
    sources = re.findall(r"@font-face\s*{[^}]*?url\(['\"]?([^'\")?#]+)", css)
    return {urllib.parse.urljoin(f"http://{HOST}{address}", source).split(HOST, 1)[1] for source in sources}


def measure_work(part):
    rows = []
    for found in (work.ageing(), work.statement(), work.ledger_import(max(int(work.IMPORT_ROWS * part), 1000))):
        rows += [{"name": name, "seconds": took, "floor": floor, "ratio": took / floor} for name, took, floor in found]
    for row in rows:
        print("  {name:<45} {seconds:8.2f} s  floor {floor:8.2f} s {ratio:6.2f} x".format(**row), flush=True)
    return rows


def measure_excel():
    rows = {}
    for way, words in excel.WAYS.items():
        rows[way] = {"name": words, **excel.measure(way)}
        print("  {name:<45} {seconds:8.2f} s {mb:5d} MB {rows:9,d} rows".format(**rows[way]), flush=True)
    return rows


def measure_bank(part):
    row = bank.measure(max(int(bank.LINES * part), 500))
    print(
        "  {lines:,} bank lines against {items:,} open items: {seconds:.1f} s, {mb} MB, {certain:,} certain; "
        "taken over in {taken_seconds:.1f} s".format(**row),
        flush=True,
    )
    return row


def measure_runs(part):
    rows = [runs.measure(kind, max(int(most * part), 500)) for kind, most in runs.CUSTOMERS.items()]
    for row in rows:
        print(
            "  {kind} of {customers:,} customers: {made:,} in {seconds:.1f} s, {mb} MB, "
            "{per_customer:.3f} statements of SQL a customer".format(**row),
            flush=True,
        )
    return rows


def measure_reward():
    row = reward.measure()
    print("  {name:<45} {seconds:8.2f} s {mb:5d} MB {rows:9,d} rows {people:4d} people".format(**row), flush=True)
    return row


def measure_analyses():
    rows = analysis.measure()
    for row in rows:
        print(
            "  {who:<8} {name:<36} {seconds:8.2f} s  floor {floor:8.2f} s {ratio:6.2f} x {rows:7,d} rows".format(**row),
            flush=True,
        )
    return rows


def measure_contention():
    seconds, decided, answers = acts.contention(lambda user: visitor.Visitor(HOST, PORT, visitor.session_of(user)))
    print(f"  {decided} steps decided in {seconds:.0f} s, answers {answers}: none lost, none twice", flush=True)
    return {"seconds": seconds, "decided": decided, "answers": answers}


def measure_eight_oclock():
    """Three hundred people sign in within thirty seconds; the processes as deploy/ starts them."""
    with web_for(["eight"], port=PORT + 1, WEB_CONCURRENCY="2") as door:
        os.setpriority(os.PRIO_PROCESS, door.pid, 5)
        found = eight.measure(HOST, PORT, PORT + 1)
    for what, row in found.items():
        print(
            "  {what:<8} {number:4d} times  median {median:6.2f} s  p95 {p95:6.2f} s  slowest {slowest:6.2f} s  "
            "wrong {wrong}".format(what=what, **row),
            flush=True,
        )
    return found


def show(row):
    print(
        "  {who:<8} {users}  {name:<36} {median:8.1f} ms {p95:8.1f} ms {per_second:7.1f}/s {queries:4d} q "
        "{database:7.1f} ms {html:7d} B {memory:4d} MB {ratio:6.2f} x {status}".format(**row),
        flush=True,
    )


def sections(part):
    """``{name: its measurement}``, in their order; the first of them need the web server (WITH_WEB)."""
    return {
        "eight": measure_eight_oclock,
        "assets": measure_assets,
        "pages": lambda: measure_pages((1, 8) if part == 1 else (1,)),
        "acts": measure_acts,
        "contention": measure_contention,
        "work": lambda: measure_work(part),
        "bank": lambda: measure_bank(part),
        "runs": lambda: measure_runs(part),
        "excel": measure_excel,
        "reward": measure_reward,
        "analyses": measure_analyses,
    }


WITH_WEB = ("eight", "assets", "pages", "acts", "contention")


def main():
    """All measurements of the whole; of a part of it, what may grow with the data. ``0.01 bank reward``: those alone."""
    part, only = float(sys.argv[1]), sys.argv[2:]
    every = sections(part)
    if unknown := set(only) - set(every):
        raise SystemExit(f"There is no measurement {', '.join(sorted(unknown))}; there are {', '.join(every)}.")
    wanted = only or [name for name in every if name != "contention" or part == 1]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    size = data.Size().times(part)
    result = {"part": part, "size": asdict(size)}
    filled = Path(settings.VAR_DIR) / f"filled-{part:g}.json"
    if not Customer.objects.exists():
        print(f"Filling: {size}", flush=True)
        filled.write_text(json.dumps(data.fill(size)))
    result["fill"] = json.loads(filled.read_text())
    with_web = [name for name in wanted if name in WITH_WEB]
    with web_for(with_web):
        result.update((name, every[name]()) for name in with_web)
    result.update((name, every[name]()) for name in wanted if name not in WITH_WEB)
    if only:
        return
    target = Path(settings.VAR_DIR) / f"result-{part:g}.json"
    target.write_text(json.dumps(result, ensure_ascii=False, indent=1, default=str))
    print(f"Written to {target}")
