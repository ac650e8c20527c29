"""A scheme of the tests: collections computed, attitude judged, the deductions of table T6."""

from decimal import Decimal

from performance.assessment_scheme.writing import activate_scheme, create_scheme

D = Decimal


def line(code="", weight="50", target=None, kind="quantitative", name="", cap=100):
    return {
        "code": code,
        "kind": kind,
        "name": name,
        "weight": D(weight),
        "target": None if target is None else D(target),
        "cap": cap,
    }


def judged(weight="50", name="Attitude"):
    return line("", weight, None, "qualitative", name)


def draft_scheme(people, *lines, **fields):
    lines = lines or (line("collections", "60", "1000"), judged("40"))
    return create_scheme(people.director, name=fields.pop("name", "Sales"), lines=list(lines), **fields)


def active_scheme(people, *lines, **fields):
    return activate_scheme(draft_scheme(people, *lines, **fields).pk, people.gm)
