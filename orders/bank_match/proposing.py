"""The matching of lines of the pool: customers and open invoices found for all at once, proposals written, reps told.

Nothing is posted here: what is certain waits for a person of finance, what is not waits in the pool (REC-06).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from customers.customer.models import Customer
from orders.bank_account.models import BankAccount
from orders.bank_match.items import Item, choose
from orders.bank_match.matching import Entry, Finding, find_customers, former_names
from orders.bank_match.states import Evidence
from orders.bank_statement.models import BankLine
from orders.bank_statement.states import AsideReason, BankLineStatus, Direction
from orders.invoice.models import Invoice
from orders.payment.models import Payment
from orders.payment.states import PaymentStatus
from salesmgmt.core import audit
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_tasks
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt

    from orders.bank_statement.models import BankStatement
    from orders.bank_statement.querysets import BankLineQuerySet
    from salesmgmt.core.models import User

TO_CLAIM = "claim-bank-line"
FIELDS = ("pk", "date", "amount", "payer", "payer_account", "summary", "purpose", "transaction_no", "is_correction")
AT_ONCE = 4000
MOST_TOLD = 500  # of one file: a rep's list of to-dos is no second pool
WRITE = """
UPDATE orders_bankline l
SET status = f.status, customer_id = f.customer_id, evidence = f.evidence, shares = f.shares, hints = f.hints,
    aside_reason = f.aside_reason, updated_at = now()
FROM bank_found f WHERE l.id = f.id AND l.status = 'pool'
RETURNING l.id, l.status"""
TARGET = """
CREATE TEMPORARY TABLE bank_found (
    id bigint PRIMARY KEY, status text, customer_id bigint, evidence jsonb, shares jsonb, hints jsonb, aside_reason text
) ON COMMIT DROP"""


class Proposal:
    """What is to be written of one line."""

    def __init__(self, finding: Finding) -> None:
        self.status = BankLineStatus.POOL
        self.customer, self.evidence = finding.customer, list(finding.evidence)
        self.hints = finding.hints
        self.shares: list = []
        self.aside_reason = ""


def match_statement(statement: BankStatement, user: User, progress: Callable = lambda share: None) -> None:
    """The command of a statement that was taken over; ``progress`` hears which share of it is matched."""
    match_lines(BankLine.objects.filter(statement=statement), user, progress)


@transaction.atomic
def match_lines(
    lines: BankLineQuerySet, user: User | None = None, progress: Callable = lambda share: None
) -> dict[str, int]:
    """Match what of ``lines`` is in the pool; ``{status: how many}``.

    The oldest first, for who paid first is served first; so many at a time that a hundred thousand need no more memory
    than a few thousand, each part knowing what those before it are proposed for. Some twenty queries a part.
    """
    waiting = lines.in_pool().filter(direction=Direction.IN).order_by("date", "pk")
    pks = list(waiting.values_list("pk", flat=True))
    ours = set(BankAccount.objects.values_list("number", flat=True))
    former = former_names() if pks else {}
    counts: Counter = Counter()
    doubtful: list[tuple[int, list[int]]] = []
    for start in range(0, len(pks), AT_ONCE):
        progress(start / len(pks))
        entries = entries_of(pks[start : start + AT_ONCE])
        proposals = propose_lines(entries, ours, former)
        written = _write(proposals, user)
        counts.update(written.values())
        doubtful += [
            (entry.pk, proposals[entry.pk].hints)
            for entry in entries
            if written.get(entry.pk) == BankLineStatus.POOL and proposals[entry.pk].hints
        ][: MOST_TOLD - len(doubtful)]
    _tell_reps(doubtful)
    return dict(counts)


def entries_of(pks: Sequence[int]) -> list[Entry]:
    """These lines, the oldest first."""
    rows = BankLine.objects.filter(pk__in=pks).order_by("date", "pk").values_list(*FIELDS)
    return [
        Entry(pk, day, amount, payer, account, f"{summary} {purpose}", transaction_no, correction)
        for pk, day, amount, payer, account, summary, purpose, transaction_no, correction in rows
    ]


def propose_lines(entries: Sequence[Entry], ours: set[str], former: dict[str, dict[int, str]]) -> dict[int, Proposal]:
    """``{line: Proposal}``, and nothing is written. ``ours`` are the numbers of our own accounts."""
    findings = find_customers(entries, former)
    proposals = {pk: Proposal(finding) for pk, finding in findings.items()}
    for entry in entries:
        if entry.payer_account in ours and entry.payer_account:
            proposals[entry.pk].status = BankLineStatus.ASIDE
            proposals[entry.pk].aside_reason = AsideReason.TRANSFER
            proposals[entry.pk].customer = None
    certain = [entry for entry in entries if proposals[entry.pk].customer]
    add_shares([(entry, findings[entry.pk].named, proposals[entry.pk]) for entry in certain])
    for entry in certain:
        proposals[entry.pk].status = BankLineStatus.PROPOSED
    return proposals


def add_shares(rows: Sequence[tuple]) -> None:
    """Of each (entry, named invoices, proposal) of a known customer: which of his open invoices it pays."""
    customers = sorted({proposal.customer for _entry, _named, proposal in rows})
    if not customers:
        return
    before = _Waiting(customers)
    items = open_items(customers, before.shares)
    known = _known_payments(customers, [entry.date for entry, _named, _proposal in rows], before.twins)
    most = policy().bank_sum_items
    for entry, named, proposal in rows:
        twin = _take_twin(known, proposal.customer, entry)
        if twin:
            proposal.evidence.append([Evidence.KNOWN, {"payment": twin}])
            continue
        word, shares = choose(entry.amount, items.get(proposal.customer, ()), named, most)
        numbers = [item.invoice_no or item.number for item, _amount in shares]
        proposal.evidence.append([word, {"invoices": numbers[:10], "number": len(numbers)}])
        left = entry.amount - sum((amount for _item, amount in shares), ZERO)
        if shares and left > ZERO:
            proposal.evidence.append([Evidence.REST, {"amount": str(left)}])
        for item, amount in shares:
            item.open_amount -= amount  # one receipt settles no second equal invoice
        proposal.shares = [[item.pk, str(amount)] for item, amount in shares]


class _Waiting:
    """What lines that wait for their confirmation are proposed for: ``{invoice: amount}``, and payments that are theirs."""

    def __init__(self, customers: Sequence[int]) -> None:
        self.shares: dict[int, Decimal] = defaultdict(lambda: ZERO)
        self.twins: set[str] = set()
        rows = BankLine.objects.to_confirm().filter(customer__in=customers).order_by()
        for shares, evidence in rows.values_list("shares", "evidence").iterator(chunk_size=5000):
            for pk, amount in shares:
                self.shares[pk] += Decimal(amount)
            self.twins.update(about["payment"] for word, about in evidence if word == Evidence.KNOWN)


def open_items(customers: Sequence[int], waiting: dict[int, Decimal]) -> dict[int, list[Item]]:
    """``{customer: [Item]}`` less what lines that wait for their confirmation are proposed for; disputed ones left out."""
    found: dict[int, list[Item]] = defaultdict(list)
    rows = (
        Invoice.objects.filter(customer__in=customers, open_amount__gt=0, disputed=False)
        .order_by("customer", "due_date", "date", "pk")
        .values_list("customer", "pk", "open_amount", "due_date", "date", "number", "invoice_no")
    )
    for customer, pk, amount, due, day, number, invoice_no in rows.iterator(chunk_size=5000):
        left = amount - waiting[pk] if pk in waiting else amount
        if left > ZERO:
            found[customer].append(Item(pk, left, due, day, number, invoice_no))
    return found


def _known_payments(customers: Sequence[int], days: Iterable[dt.date], taken: set[str]) -> dict[tuple, list[str]]:
    """Payments that finance has confirmed by hand before the statement came, by customer, day and amount; without those
    that another line that waits is already."""
    days = set(days)
    rows = Payment.objects.filter(
        customer__in=customers,
        date__gte=min(days),
        date__lte=max(days),
        status__in=(PaymentStatus.CONFIRMED, PaymentStatus.ALLOCATED),
        bank_line__isnull=True,
    ).order_by("pk")
    found: dict[tuple, list[str]] = defaultdict(list)
    for customer, day, amount, number in rows.values_list("customer", "date", "amount", "number"):
        if number not in taken:
            found[customer, day, amount].append(number)
    return found


def _take_twin(known: dict[tuple, list[str]], customer: int, entry: Entry) -> str:
    """The number of the payment that is this line already; each is only one line's."""
    there = known.get((customer, entry.date, entry.amount))
    return there.pop(0) if there else ""


def _write(proposals: dict[int, Proposal], user: User | None) -> dict[int, str]:
    """One UPDATE for all; a line that somebody claimed in the meantime stays as it is. ``{line: status}``."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bank_found")
        cursor.execute(TARGET)
        _copy(cursor, proposals)
        cursor.execute(WRITE)
        written = dict(cursor.fetchall())
        cursor.execute("DROP TABLE bank_found")
    moved = [BankLine(pk=pk) for pk, status in written.items() if status != BankLineStatus.POOL]
    for start in range(0, len(moved), 1000):
        audit.record_many(moved[start : start + 1000], user, gettext_noop("Matched"))
    return written


def _copy(cursor: Any, proposals: dict[int, Proposal]) -> None:
    rows = [
        (
            pk,
            str(each.status),
            each.customer,
            json.dumps(each.evidence, ensure_ascii=False),
            json.dumps(each.shares),
            json.dumps(each.hints),
            str(each.aside_reason),
        )
        for pk, each in proposals.items()
    ]
    for start in range(0, len(rows), 1000):
        some = rows[start : start + 1000]
        places = ", ".join(["(%s, %s, %s::bigint, %s::jsonb, %s::jsonb, %s::jsonb, %s)"] * len(some))
        cursor.execute(
            f"INSERT INTO bank_found VALUES {places}",  # noqa: S608  places only
            [value for row in some for value in row],
        )


def _tell_reps(doubtful: Sequence[tuple[int, list[int]]]) -> None:
    """A to-do for the rep whose customer's a line of (line, hints) looks like; one notice a person for all of them."""
    if not doubtful:
        return
    pks = {pk for _line, hints in doubtful for pk in hints}
    owners = {row.pk: row.owner for row in Customer.objects.filter(pk__in=pks).select_related("owner") if row.owner}
    lines = BankLine.objects.in_bulk([line for line, _hints in doubtful])
    rows: dict[Any, list] = defaultdict(list)
    for number, hints in doubtful:
        line = lines[number]
        for owner in {owners[pk] for pk in hints if pk in owners}:
            rows[owner].append((line, owner, lambda line=line: _subject(line)))
    for owner, asked in rows.items():
        opened = len(open_tasks(TO_CLAIM, asked, key=str(owner.pk)))
        if opened:
            notify(
                [owner],
                lambda number=opened: (
                    ngettext(
                        "%(n)d receipt may be of a customer of yours: claim it if it is.",
                        "%(n)d receipts may be of customers of yours: claim what is theirs.",
                        number,
                    )
                    % {"n": number}
                ),
                url="/money-claims/",
            )


def _subject(line: BankLine) -> str:
    return _("Is this your customer's money? %(payer)s, %(amount)s") % {
        "payer": line.payer or _("no name"),
        "amount": f"{line.amount:,.2f}",
    }
