"""A file of a bank before it is checked: its layout found, its lines in one order of columns, what has to be known."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.bank_account.balance import Movement, agreement
from orders.bank_account.models import BankAccount, BankProfile
from orders.bank_account.reading import FIGURE, Found, Line, Profile, account_digits, read, recognise
from orders.bank_account.states import Label
from salesmgmt.core.domain import import_files
from salesmgmt.core.money import ZERO, parse_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orders.bank_account.reading import Block

# The columns of the import, in their order.
ORDER = (
    "own_account",
    "day",
    "time",
    "money_in",
    "money_out",
    "balance",
    "payer",
    "payer_account",
    "payer_bank",
    "summary",
    "purpose",
    "transaction_no",
)
SHOWN_ROWS = 10


def put_in_order(path: Path, facts: dict, headers: Sequence[str]) -> bool:
    """Rewrite the rows of a bank's file under ``headers``; False where no layout knows it, which is said in the notes."""
    rows = list(import_files.rows(path))
    profiles = [Profile.of(row) for row in BankProfile.objects.in_use()]
    profile = recognise(rows, profiles)
    if profile is None:
        facts["notes"] = [
            _(
                "No layout knows this file. Choose its columns here once, or let finance add a layout (Bank accounts, "
                "Layouts of bank files): then it is known by itself."
            )
        ]
        return False
    found = read(rows, profile)
    lines = [line for block in found.blocks for line in block.lines]
    _fill_own_account(lines, profile)
    facts["notes"] = [*_notes(found, lines), *_hidden(facts)]
    facts["hidden_rows"], facts["hidden_columns"] = [], []
    first = found.blocks[0].header_row
    with path.open("w", encoding="utf-8") as target:
        _write(target, first, "", list(headers))
        for line in lines:
            _write(target, line.number, line.problem, [_plain(getattr(line, name)) for name in ORDER])
    facts["rows"] = len(lines) + 1
    return True


def _write(target: Any, number: int, problem: str, cells: list) -> None:
    said = [import_files.SAID, problem] if problem else None
    target.write(json.dumps([number, said, cells], ensure_ascii=False) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return None if value in (None, "") else str(value)


def _fill_own_account(lines: list[Line], profile: Profile) -> None:
    """A file that does not name our account: it is the only one in use at that bank, if there is only one."""
    missing = [line for line in lines if not line.own_account]
    if not missing:
        return
    there = list(islice(BankAccount.objects.in_use().filter(bank=profile.bank).values_list("number", flat=True), 2))
    for line in missing:
        if len(there) == 1:
            line.own_account = there[0]
        elif not line.problem:
            line.problem = _(
                "the file does not say which of our accounts it is of: write “账号：…” into a line above the table"
            )


def _notes(found: Found, lines: list[Line]) -> list:
    """What a person has to know before he takes the file over."""
    notes = [
        _("Layout: %(layout)s. Tables: %(tables)d, lines: %(lines)d.")
        % {"layout": found.profile.name, "tables": len(found.blocks), "lines": len(lines)}
    ]
    by_account: dict = defaultdict(list)
    for line in lines:
        if line.money_in is not None or line.money_out is not None:
            by_account[line.own_account].append(
                Movement(line.number, (line.money_in or ZERO) - (line.money_out or ZERO), line.balance)
            )
    notes += [_agreement_in_words(account, movements) for account, movements in by_account.items()]
    for block in found.blocks:
        notes += _told(block)
    if found.left_out:
        rows = "、".join(map(str, found.left_out[:SHOWN_ROWS]))
        notes.append(
            ngettext(
                "%(n)d row looks like a line and stands in no table: %(rows)s.",
                "%(n)d rows look like lines and stand in no table: %(rows)s.",
                len(found.left_out),
            )
            % {"n": len(found.left_out), "rows": rows}
        )
    return notes


def _agreement_in_words(account: str, movements: list) -> str:
    told = agreement(movements)
    names: dict[str, Any] = {"account": account or "?", "row": told.gap}
    names |= {
        name: f"{getattr(told, name) or ZERO:,.2f}"
        for name in ("opening", "total_in", "total_out", "closing", "difference")
    }
    if told.closing is None:
        return _("Account %(account)s: in %(total_in)s, out %(total_out)s; the file has no balances.") % names
    if told.gap is None:
        return (
            _(
                "Account %(account)s: opening %(opening)s + in %(total_in)s − out %(total_out)s = closing %(closing)s; "
                "every balance agrees."
            )
            % names
        )
    return (
        _(
            "Account %(account)s: opening %(opening)s + in %(total_in)s − out %(total_out)s is not the closing balance "
            "%(closing)s: difference %(difference)s. From row %(row)d on lines are missing or stand in another order."
        )
        % names
    )


def _told(block: Block) -> list:
    """What the labels say of the table, where it is not so."""
    ins = [line.money_in for line in block.lines if line.money_in is not None]
    outs = [line.money_out for line in block.lines if line.money_out is not None]
    facts: dict[str, Any] = {
        Label.COUNT: (len(block.lines), "%d"),
        Label.TOTAL_IN: (sum(ins, ZERO), "%.2f"),
        Label.TOTAL_OUT: (sum(outs, ZERO), "%.2f"),
    }
    found = []
    for label, (figure, form) in facts.items():
        try:
            told = abs(parse_amount(str(block.told[label])))
        except (KeyError, ValueError):
            continue
        if told != figure:
            found.append(
                _("%(label)s: the bank says %(told)s, the table has %(figure)s.")
                % {"label": Label(label).label, "told": form % told, "figure": form % figure}
            )
    return found


def _hidden(facts: dict) -> list:
    spans = facts.get("hidden_rows")
    return (
        [_("Hidden rows of the sheet were read, too: %(rows)s.") % {"rows": import_files.span(spans)}] if spans else []
    )


def account_number(cell: Any, reading: Any) -> str:
    """The parser of an account column."""
    return account_digits(cell)


def balance(cell: Any, reading: Any) -> Decimal:
    """The parser of the balance: a figure, but none that is added up."""
    return FIGURE(cell, reading)
