"""The tables of docs/performance.md, from the results of the whole and of a tenth: `python -m salesmgmt.bench.report`.

What stands between the two marks of that page is written anew; the words around it are people's.
"""

import json
import os
import platform
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures of make bench -->\n", "<!-- end of the figures -->\n"
PAGE_RATIO, PAGE_QUERIES = 3, 20
LIST_MS, LIST_KB = 33, 12
LIST_HEADS = (
    "list",
    "first, ms",
    "ratio",
    "slowest variant",
    "ms",
    "most queries",
    "8 at once, ms",
    "requests/s",
    "a tenth: first, ms",
    "slowest, ms",
    "queries",
)


def table(heads, rows):
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def ms(value):
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def times(value):
    return f"{value:.1f}×" if value < 10 else f"{value:.0f}×"


def machine():
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB of memory, Python {platform.python_version()}"
    )


def key_of(row):
    return row["kind"], row["name"], row["who"]


def eight(whole):
    """What a result of before this was measured does not have."""
    found = whole.get("eight")
    if not found:
        return ""
    names = {"sign_in": "signing in, from the button to the answer", "page": "other pages"}
    rows = [
        (names[what], row["number"], *(f"{row[of]:.2f}" for of in ("median", "p95", "slowest")), row["wrong"])
        for what, row in found.items()
    ]
    return table(("eight o'clock", "times", "median, s", "p95, s", "slowest, s", "wrong"), rows)


def pages(whole, tenth):
    """Home, inbox, documents, reports, forms: a row for each page and person."""
    at = {(row["users"], *key_of(row)): row for row in whole["pages"]}
    small = {key_of(row): row for row in tenth["pages"] if row["users"] == 1}
    rows = []
    for row in whole["pages"]:
        if row["users"] != 1 or row["kind"] == "list":
            continue
        many, less = at[(8, *key_of(row))], small[key_of(row)]
        rows.append(
            (
                row["name"],
                row["who"],
                ms(row["median"]),
                ms(row["p95"]),
                f"{row['per_second']:.0f}",
                times(row["ratio"]),
                row["queries"],
                ms(row["database"]),
                f"{row['html'] / 1024:.1f}",
                ms(many["median"]),
                ms(many["p95"]),
                f"{many['per_second']:.0f}",
                row["memory"],
                ms(less["median"]),
                less["queries"],
            )
        )
    heads = (
        "page",
        "who",
        "median, ms",
        "p95",
        "requests/s",
        "ratio",
        "queries",
        "in the database, ms",
        "HTML, KB",
        "8 at once: median",
        "p95",
        "requests/s",
        "worker, MB",
        "a tenth: median",
        "queries",
    )
    return table(heads, rows)


def lists(whole, tenth):
    """A row for each list: the slowest person and variant, so that nothing hides behind an average."""
    found, small, many = (defaultdict(list) for _each in range(3))
    for target, result, users in ((found, whole, 1), (small, tenth, 1), (many, whole, 8)):
        for row in result["pages"]:
            if row["kind"] == "list" and row["users"] == users:
                target[row["name"].split(" ", 1)[0]].append(row)
    return table(LIST_HEADS, [_list_row(name, found[name], small[name], many[name]) for name in sorted(found)])


def _list_row(name, rows, small, many):
    first, small_first, many_first = (_slowest(_firsts(each)) for each in (rows, small, many))
    worst = _slowest(rows)
    return (
        name,
        ms(first["median"]),
        times(first["ratio"]),
        f"{worst['name'].split(' ', 1)[1]} ({worst['who']})",
        ms(worst["median"]),
        max(row["queries"] for row in rows),
        ms(many_first["median"]),
        f"{many_first['per_second']:.0f}",
        ms(small_first["median"]),
        ms(_slowest(small)["median"]),
        max(row["queries"] for row in small),
    )


def _firsts(rows):
    return [row for row in rows if row["name"].endswith(" first")]


def _slowest(rows):
    return max(rows, key=lambda row: row["median"])


def acts(whole, tenth):
    rows = [
        (
            row["name"],
            ms(row["median"]),
            ms(row["p95"]),
            times(row["ratio"]),
            row["queries"],
            ms(row["database"]),
            ms(less["median"]),
            less["queries"],
        )
        for row, less in zip(whole["acts"], tenth["acts"], strict=True)
    ]
    heads = ("act", "median, ms", "slowest", "ratio", "queries", "in the database, ms", "a tenth: median", "queries")
    return table(heads, rows)


def month_of_pay(whole, tenth):
    """A month's statements for everybody: in the worker, under 60 s and 300 MB."""
    if "reward" not in whole:
        return []
    rows = [
        (name, row["rows"], row["people"], f"{row['seconds']:.1f}", row["mb"])
        for name, result in (("the whole", whole), ("a tenth", tenth))
        if (row := result.get("reward"))
    ]
    return [
        "### A month's statements for everybody\n",
        table(("company", "movements", "people", "seconds, at most 60", "MB, at most 300"), rows),
    ]


def analyses(whole, tenth):
    """Any analysis: under 1.5 s for the company, within three times the floor for a team."""
    if "analyses" not in whole:
        return []
    less = {(row["who"], row["name"]): row for row in tenth.get("analyses", [])}
    rows = [
        (
            row["name"],
            row["who"],
            f"{row['seconds']:.2f}",
            f"{row['ratio']:.2f}",
            f"{row['rows']:,}",
            f"{less[row['who'], row['name']]['seconds']:.2f}" if (row["who"], row["name"]) in less else "",
        )
        for row in whole["analyses"]
    ]
    heads = ("analysis", "of", "seconds", "ratio to the floor", "rows", "a tenth: seconds")
    return ["### Analyses, thirteen months\n", table(heads, rows)]


def work(whole, tenth):
    rows = [
        (
            row["name"],
            f"{row['seconds']:.2f}",
            f"{row['floor']:.2f}",
            f"{row['ratio']:.2f}",
            f"{less['seconds']:.2f}",
            f"{less['ratio']:.2f}",
        )
        for row, less in zip(whole["work"], tenth["work"], strict=True)
    ]
    return table(("work", "seconds", "floor", "ratio", "a tenth: seconds", "ratio"), rows)


def sheets(whole, tenth):
    floor, less_floor = whole["excel"]["bare"]["seconds"], tenth["excel"]["bare"]["seconds"]
    rows = [
        (
            row["name"],
            f"{row['rows']:,}",
            f"{row['seconds']:.1f}",
            f"{row['seconds'] / floor:.2f}",
            row["mb"],
            f"{tenth['excel'][way]['seconds']:.1f}",
            f"{tenth['excel'][way]['seconds'] / less_floor:.2f}",
        )
        for way, row in whole["excel"].items()
    ]
    heads = ("Excel", "rows", "seconds", "ratio to the bare loop", "memory, MB", "a tenth: seconds", "ratio")
    return table(heads, rows)


def filling(whole, tenth):
    rows = [(name, f"{took:.0f}", f"{tenth['fill'][name]:.0f}") for name, took in whole["fill"].items()]
    rows.append(("together", f"{sum(whole['fill'].values()):.0f}", f"{sum(tenth['fill'].values()):.0f}"))
    return table(("filling", "seconds", "a tenth: seconds"), rows)


def aims(whole):
    """Which aims are met, from the figures alone."""
    seen = [row for row in whole["pages"] if row["kind"] != "floor" and row["users"] == 1]
    near = sum(row["ratio"] <= PAGE_RATIO for row in seen)
    few = sum(row["queries"] <= PAGE_QUERIES for row in seen)
    by_name = {row["name"]: row for row in whole["work"]}
    excel = whole["excel"]
    rows = [
        ("pages at most 3 times the floor at the median", f"{near} of {len(seen)}; most {times(_most(seen, 'ratio'))}"),
        *_lists(seen),
        *_saving(whole),
        ("pages with at most 20 queries", f"{few} of {len(seen)}; most {_most(seen, 'queries')}"),
        ("assets of a first visit under 350 KB", f"{whole['assets']['first_kb']:.0f} KB"),
        ("files asked for again at the next visit: none", f"{len(whole['assets']['again'])}"),
        *((f"{name}: {aim}", f"{by_name[name]['ratio']:.2f}") for name, aim in _work_aims(by_name)),
        ("export of all invoices: 1.3 times the bare loop", f"{_ratio(excel, 'ours'):.2f}"),
        ("export of all invoices: under 200 MB", f"{excel['ours']['mb']} MB"),
        *_analyses(whole),
        *_bank(whole),
        *_runs(whole),
        ("1,000 decisions by 50 people in two windows each: none lost, none twice", _contention(whole)),
        ("filling in under 15 minutes", f"{sum(whole['fill'].values()) / 60:.1f} minutes"),
    ]
    return table(("aim", "measured"), rows)


def _lists(seen):
    lists = [row for row in seen if row["kind"] == "list"]
    opened = [row for row in lists if row["name"].endswith(" first")]
    if not opened:
        return []
    swift = [sum(row["median"] <= LIST_MS for row in rows) for rows in (lists, opened)]
    small = sum(row["html"] <= LIST_KB * 1024 for row in opened)
    return [
        (
            f"lists at most {LIST_MS} ms at the median",
            f"{swift[0]} of {len(lists)}; as they open {swift[1]} of {len(opened)}; most {_most(lists, 'median'):.0f} ms",
        ),
        (
            f"lists as they open at most {LIST_KB} KB",
            f"{small} of {len(opened)}; most {_most(opened, 'html') / 1024:.1f} KB",
        ),
    ]


def _saving(whole):
    found = {row["name"]: row for row in whole["acts"]}
    ours, plain = found.get("save 30 lines"), found.get("the same in a plain admin form")
    if not (ours and plain):
        return []
    said = f"{ours['median']:.0f} and {plain['median']:.0f} ms, {ours['queries']} and {plain['queries']} queries"
    return [("saving a quote of 30 lines: at most what a plain admin form takes", said)]


def _analyses(whole):
    rows = whole.get("analyses", [])
    found = []
    if of_company := [row for row in rows if row["who"] == "company"]:
        found.append(("any analysis of the company in under 1.5 s", f"most {_most(of_company, 'seconds'):.2f} s"))
    if of_team := [row for row in rows if row["who"] == "team"]:
        found.append(("any analysis of a team within 3 times the floor", f"most {_most(of_team, 'ratio'):.2f}"))
    return found


def _work_aims(rows):
    wanted = {"ageing at": "1.5", "ageing of today": "0.1", "statement": "1.3", "import": "3"}
    return [(name, aim) for beginning, aim in wanted.items() for name in rows if name.startswith(beginning)]


def _most(rows, name):
    return max(row[name] for row in rows)


def _ratio(excel, way):
    return excel[way]["seconds"] / excel["bare"]["seconds"]


def _bank(whole):
    row = whole.get("bank")
    if row is None:
        return []
    aim = f"{row['lines']:,} bank lines matched against {row['items']:,} open items: 30 s, 300 MB"
    return [(aim, f"{row['seconds']:.1f} s, {row['mb']} MB; {row['certain']:,} certain")]


def _runs(whole):
    words = {"letters": "dunning run", "statements": "statements of a month"}
    return [
        (
            f"{words[row['kind']]} over {row['customers']:,} customers: a statement of SQL for ten, 300 MB",
            f"{row['per_customer']:.3f} each, {row['mb']} MB; {row['made']:,} in {row['seconds']:.0f} s",
        )
        for row in whole.get("runs", [])
    ]


def _contention(whole):
    found = whole["contention"]
    return f"{found['decided']} in {found['seconds']:.0f} s, checked"


def assets(whole):
    return table(("file", "KB"), [(name, f"{size:.1f}") for name, size in whole["assets"]["files"].items()])


def written(whole, tenth):
    parts = [
        f"Measured on {machine()}; gunicorn with three workers, production settings.\n",
        "### Aims\n",
        aims(whole),
        "### Pages\n",
        pages(whole, tenth),
        *(["### Eight o'clock\n", eight(whole)] if whole.get("eight") else []),
        "### Lists\n",
        lists(whole, tenth),
        "### Acts\n",
        acts(whole, tenth),
        *month_of_pay(whole, tenth),
        *analyses(whole, tenth),
        "### Heavy work\n",
        work(whole, tenth),
        sheets(whole, tenth),
        "### Files of a first visit\n",
        assets(whole),
        "### Filling\n",
        filling(whole, tenth),
    ]
    return "\n".join(parts)


def main(folder=ROOT / "var" / "bench", page=PAGE):
    whole, tenth = (json.loads((Path(folder) / f"result-{part}.json").read_text()) for part in ("1", "0.1"))
    text = page.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(before + BEGIN + "\n" + written(whole, tenth) + "\n" + END + after)
    print(f"The tables of {page.relative_to(ROOT)} are new.")


if __name__ == "__main__":
    main(*sys.argv[1:2])
