"""A checked file is taken over: each line once, whatever was taken over before (REC-06)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.bank_account.balance import Movement, agreement
from orders.bank_account.models import BankAccount
from orders.bank_statement.identity import Line, identities
from orders.bank_statement.models import BankLine, BankStatement
from orders.bank_statement.states import BankLineStatus, Direction
from salesmgmt.core import audit, calendar, registry
from salesmgmt.core.copying import copy_rows, reserve_ids
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, RowErrors
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import lock
from salesmgmt.core.states import ImportJobPhase

if TYPE_CHECKING:
    from salesmgmt.core.models import ImportJob, User

BATCH = 5000
COLUMNS = (
    "id",
    "number",
    "statement_id",
    "account_id",
    "status",
    "direction",
    "date",
    "time",
    "amount",
    "balance",
    "is_correction",
    "payer",
    "payer_account",
    "payer_bank",
    "summary",
    "purpose",
    "transaction_no",
    "row",
    "identity",
)


def take_over(rows: list, user: User, update: bool, progress: Callable, job: ImportJob | None = None) -> dict[int, str]:
    """``rows`` of (number, values): one line each. What is known is left alone, and counted; nothing is ever changed.

    RowErrors names lines of accounts that are not ours, days that are not over, and numbers that stand on another line
    with another content. The lines are matched afterwards, in the same transaction.
    """
    is_matched = job is None or job.phase == ImportJobPhase.IMPORT
    # A line counts as done when it is matched; until then each is a sign of life.
    written = (lambda place: progress(0)) if is_matched else progress
    statements, outcomes = _take_lines(rows, user, job, written)
    if is_matched:
        _have_matched(statements, user, len(outcomes), progress)
    return outcomes


def _take_lines(
    rows: list, user: User, job: ImportJob | None, progress: Callable
) -> tuple[list[BankStatement], dict[int, str]]:
    lines = [_line(number, values) for number, values in rows]
    accounts = {account.number: account for account in BankAccount.objects.in_use()}
    _refuse(_problems(lines, accounts))
    outcomes: dict[int, str] = {}
    by_account: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_account[line.own_account].append(line)
    del lines
    statements = []
    for name in sorted(by_account, key=lambda each: accounts[each].pk):
        account = lock(BankAccount, accounts[name].pk)
        statement, found = _take_account(account, by_account[name], user, job, progress)
        outcomes |= found
        statements += [statement] if statement else []
    return statements, outcomes


def _have_matched(statements: list[BankStatement], user: User, number: int, progress: Callable) -> None:
    done = number - sum(statement.taken for statement in statements)
    for statement in statements:
        before, lines = done, statement.taken
        registry.tell(
            "bank_statement",
            "taken",
            statement,
            user=user,
            progress=lambda share, before=before, lines=lines: progress(before + int(share * lines)),
        )
        done += lines


def _line(number: int, values: dict) -> Line:
    """A line as it is kept; a negative amount is money that went the other way, a correction of the bank."""
    came = values["money_in"] or None
    figure = came if came is not None else values["money_out"] or None
    is_in = (came is not None) == (figure is None or figure > 0)
    return Line(
        row=number,
        own_account=values["own_account"],
        date=values["day"],
        time=values["time"] or None,
        direction=Direction.IN if is_in else Direction.OUT,
        amount=abs(figure) if figure is not None else None,
        is_correction=figure is not None and figure < 0,
        balance=values["balance"],
        **{name: values[name] or "" for name in ("payer", "payer_account", "payer_bank", "summary", "purpose")},
        transaction_no=values["transaction_no"] or "",
    )


def _problems(lines: list[Line], accounts: dict) -> dict[int, str]:
    found: dict[int, str] = {}
    today = calendar.today()
    for line in lines:
        if line.own_account not in accounts:
            found[line.row] = _("“%(account)s” is no bank account of ours: add it first") % {
                "account": line.own_account
            }
        elif not line.amount:
            found[line.row] = _("no amount stands in this line")
        elif line.date > today:
            found[line.row] = _("%(day)s lies in the future") % {"day": line.date.isoformat()}
    return found


def _refuse(reasons: dict[int, str]) -> None:
    if reasons:
        raise RowErrors(reasons)


def _take_account(
    account: BankAccount, lines: list[Line], user: User, job: ImportJob | None, progress: Callable
) -> tuple[BankStatement | None, dict[int, str]]:
    names = list(identities(lines))
    _refuse(_other_content(account, lines, names))
    known = _known(account, names)
    outcomes: dict[int, str] = {}
    # Side by side and not in pairs: of a hundred thousand lines a pair of each is as much again as its identity.
    new: list[Line] = []
    new_names: list[str] = []
    for line, identity in zip(lines, names, strict=True):
        outcomes[line.row] = UNCHANGED if identity in known else CREATED
        if identity not in known:
            known.add(identity)
            new.append(line)
            new_names.append(identity)
    del names, known
    if not new:
        return None, outcomes
    statement = _statement(account, lines, len(new), user, job)
    _write(statement, new, new_names, progress)
    audit.record(statement, user, gettext_noop("Taken over"))
    return statement, outcomes


def _chunks(values: list) -> Iterator[list]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


def _known(account: BankAccount, names: list[str]) -> set[str]:
    found: set[str] = set()
    for some in _chunks(names):
        found.update(
            BankLine.objects.filter(account=account, identity__in=some).order_by().values_list("identity", flat=True)
        )
    return found


def _other_content(account: BankAccount, lines: list[Line], names: list[str]) -> dict[int, str]:
    """A transaction number that was taken over before, now with another day, direction or amount: a person looks."""
    numbers = sorted({line.transaction_no for line in lines if line.transaction_no})
    before: dict[str, dict] = defaultdict(dict)
    for some in _chunks(numbers):
        rows = BankLine.objects.filter(account=account, transaction_no__in=some).order_by()
        for transaction_no, identity, number in rows.values_list("transaction_no", "identity", "number"):
            before[transaction_no][identity] = number
    return {
        line.row: _("the transaction number %(transaction)s stands on %(line)s already, with another day or amount")
        % {"transaction": line.transaction_no, "line": next(iter(before[line.transaction_no].values()))}
        for line, identity in zip(lines, names, strict=True)
        if line.transaction_no in before and identity not in before[line.transaction_no]
    }


def signed(line: Line) -> Decimal:
    amount = line.amount or ZERO
    return amount if line.direction == Direction.IN else -amount


def _statement(account: BankAccount, lines: list[Line], taken: int, user: User, job: ImportJob | None) -> BankStatement:
    told = agreement([Movement(line.row, signed(line), line.balance) for line in lines])
    days = [line.date for line in lines]
    return BankStatement.objects.create(
        account=account,
        date_from=min(days),
        date_to=max(days),
        opening=told.opening,
        total_in=told.total_in,
        total_out=told.total_out,
        closing=told.closing,
        difference=told.difference if told.closing is not None else ZERO,
        gap_row=told.gap,
        lines_in_file=len(lines),
        taken=taken,
        known=len(lines) - taken,
        file_name=job.original_name if job else "",
        sha256=job.sha256 if job else "",
        created_by=user,
    )


def _write(statement: BankStatement, new: list[Line], names: list[str], progress: Callable) -> None:
    """All at once through COPY; the constraint of the table holds against whoever takes the same lines over now."""
    ids = reserve_ids(BankLine, len(new))
    numbers = next_numbers(BankLine.KIND, len(new), calendar.today())

    def rows() -> Iterable[tuple]:
        for place, (line, identity, pk, number) in enumerate(zip(new, names, ids, numbers, strict=True), 1):
            progress(place)
            is_in = line.direction == Direction.IN
            yield (
                pk,
                number,
                statement.pk,
                statement.account_id,
                str(BankLineStatus.POOL if is_in else BankLineStatus.OUT),
                str(line.direction),
                line.date,
                line.time,
                line.amount,
                line.balance,
                line.is_correction,
                line.payer,
                line.payer_account,
                line.payer_bank,
                line.summary,
                line.purpose,
                line.transaction_no,
                line.row,
                identity,
            )

    copy_rows(BankLine, COLUMNS, rows())


def as_time(cell: Any, reading: Any) -> str:
    """The parser of the column of the time of day: HH:MM:SS, ValueError for what is none."""
    return dt.time.fromisoformat(str(cell).strip()).isoformat("seconds")
