"""The journal of a month is made of its movements, each once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from orders.account.models import LedgerEntry
from orders.account.states import LedgerEntryKind
from orders.invoice.models import Invoice
from orders.journal.models import JournalBatch, JournalEntry, JournalLine
from orders.journal.permissions import can_make_journal
from orders.journal.querysets import unjournaled
from orders.journal.rules import Posting, balances, postings
from orders.journal.states import Subject
from salesmgmt.core.calendar import month_bounds
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from salesmgmt.core.models import User

KIND = "journal_batch"
LOCK = "orders journal"
LONGEST_CODE, LONGEST_SUMMARY = 15, 60
SIZE = 1000
BILLED = (LedgerEntryKind.INVOICE, LedgerEntryKind.CREDIT)
# By kind: how many, their sums, the first of them, and the first that is not net and tax. What is no invoice says all of
# itself and asks for none.
SUMS = """
SELECT e.kind, count(*), sum(e.amount), 0, 0, min(e.id), NULL
FROM orders_ledgerentry e
WHERE e.date BETWEEN %(first)s AND %(last)s AND e.kind <> ALL(%(billed)s) AND e.kind <> %(opening)s
    AND NOT EXISTS (SELECT 1 FROM orders_journalentry j WHERE j.movement_id = e.id)
GROUP BY e.kind
UNION ALL
SELECT e.kind, count(*), sum(e.amount), coalesce(sum(i.net), 0), coalesce(sum(i.tax), 0), min(e.id),
    min(e.id) FILTER (WHERE e.amount <> coalesce(i.net, 0) + coalesce(i.tax, 0))
FROM orders_ledgerentry e
LEFT JOIN orders_invoice i ON i.id = e.object_id AND e.content_type_id = %(invoices)s
WHERE e.date BETWEEN %(first)s AND %(last)s AND e.kind = ANY(%(billed)s)
    AND NOT EXISTS (SELECT 1 FROM orders_journalentry j WHERE j.movement_id = e.id)
-- Those with tax apart, because they have a line more.
GROUP BY e.kind, coalesce(i.tax, 0) <> 0"""


def codes() -> dict[str, str]:
    """{ledger account: its code in the books of the company}, as it is set; "" where it is not."""
    found = {
        Subject.RECEIVABLE: policy().journal_receivable_code,
        Subject.REVENUE: policy().journal_revenue_code,
        Subject.TAX: policy().journal_tax_code,
        Subject.BANK: policy().journal_bank_code,
        Subject.BAD_DEBT: policy().journal_bad_debt_code,
    }
    return {subject.value: (code or "").strip() for subject, code in found.items()}


def missing_codes(used: set[str]) -> list[str]:
    """The names of the ledger accounts in use whose code is not set."""
    known = codes()
    return [str(Subject(subject).label) for subject in Subject.values if subject in used and not known[subject]]


def preview(month: dt.date, most: int | None = None) -> list[tuple[LedgerEntry, list[Posting]]]:
    """What of the month is not journaled yet, with its lines, in the order in which it was booked; the first ``most``."""
    first, last = month_bounds(month)
    rows = list(unjournaled(LedgerEntry.objects.all(), first, last)[:most])
    pks = [row.object_id for row in rows if row.kind in BILLED and row.content_type_id == _invoices()]
    split = {pk: (net, tax) for pk, net, tax in Invoice.objects.filter(pk__in=pks).values_list("pk", "net", "tax")}
    return [(row, postings(row.kind, row.amount, *split.get(row.object_id, (ZERO, ZERO)))) for row in rows]


def _invoices() -> int:
    return ContentType.objects.get_for_model(Invoice).pk


@dataclass
class Unjournaled:
    """What of a month is not journaled yet, added up: movements, lines, debit and credit, the ledger accounts in use, and
    the first movement of which no entry can be made."""

    count: int = 0
    lines: int = 0
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    subjects: set[str] = field(default_factory=set)
    odd: LedgerEntry | None = None


def sums_of(month: dt.date) -> dict[str, Any]:
    """What SUMS is asked with for a month."""
    first, last = month_bounds(month)
    billed = [kind.value for kind in BILLED]
    return {
        "first": first,
        "last": last,
        "billed": billed,
        "opening": LedgerEntryKind.OPENING.value,
        "invoices": _invoices(),
    }


def add_up(month: dt.date) -> Unjournaled:
    """The sums of `preview`, without reading its movements: what the movements of one kind add up to is posted as one of
    them is, for every line is an amount of its movement."""
    found, odd = Unjournaled(), []
    with connection.cursor() as cursor:
        cursor.execute(SUMS, sums_of(month))
        groups = cursor.fetchall()
    for kind, count, amount, net, tax, eldest, unequal in groups:
        lines = postings(kind, amount, net, tax)
        found.count += count
        found.lines += count * len(lines)
        found.debit += sum((line.debit for line in lines), ZERO)
        found.credit += sum((line.credit for line in lines), ZERO)
        found.subjects |= {line.subject for line in lines}
        odd += [unequal] if lines else [eldest]
    wrong = [pk for pk in odd if pk is not None]
    found.odd = LedgerEntry.objects.get(pk=min(wrong)) if wrong else None
    return found


def problems(subjects: set[str], odd: LedgerEntry | None) -> list[str]:
    """Why no journal can be made of movements that use these ledger accounts, in words; ``odd`` is one without entry."""
    wrong = []
    without = missing_codes(subjects)
    if without:
        wrong.append(
            _("Account codes are not set: %(names)s. The administrator enters them in the settings.")
            % {"names": "、".join(without)}
        )
    long = [code for code in codes().values() if len(code) > LONGEST_CODE]
    if long:
        wrong.append(_("The account code %(code)s is longer than 15 characters.") % {"code": long[0]})
    if odd:
        wrong.append(
            _(
                "No entry can be made of %(document)s (%(kind)s): book it by hand in the ledger program and tell the administrator."
            )
            % {"document": odd.reference, "kind": odd.get_kind_display()}
        )
    return wrong


@transaction.atomic
def make_journal(user: User, month: dt.date) -> JournalBatch:
    """A batch of all movements of the month that stand in none yet; debit equals credit, entry by entry and in all.

    Refused while an account code is missing and where there is nothing to journal. Two people at once follow one another.
    """
    require(can_make_journal(user))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [LOCK])
    first = month.replace(day=1)
    found = preview(first)
    if not found:
        raise BusinessError(_("Every movement of this month stands in a journal already."))
    lines = [line for _row, each in found for line in each]
    odd = next((row for row, each in found if not each or not balances(each)), None)
    wrong = problems({line.subject for line in lines}, odd)
    if wrong:
        raise BusinessError(" ".join(wrong))
    batch = JournalBatch.objects.create(
        number=next_number(KIND, first),
        month=first,
        count=len(found),
        debit=sum((line.debit for line in lines), ZERO),
        credit=sum((line.credit for line in lines), ZERO),
        created_by=user,
    )
    _write(batch, found)
    return batch


def _write(batch: JournalBatch, found: list[tuple[LedgerEntry, list[Posting]]]) -> None:
    last = JournalEntry.objects.filter(month=batch.month).aggregate(last=Max("place"))["last"] or 0
    known = codes()
    entries = JournalEntry.objects.bulk_create(
        [
            JournalEntry(batch=batch, movement=row, month=batch.month, place=place, summary=summary_of(row))
            for place, (row, _lines) in enumerate(found, start=last + 1)
        ],
        batch_size=SIZE,
    )
    JournalLine.objects.bulk_create(
        [
            JournalLine(
                entry=entry,
                position=position,
                subject=line.subject,
                code=known[line.subject],
                debit=line.debit,
                credit=line.credit,
            )
            for entry, (_row, lines) in zip(entries, found, strict=True)
            for position, line in enumerate(lines, start=1)
        ],
        batch_size=SIZE,
    )


def summary_of(row: LedgerEntry) -> str:
    """摘要: what it was, of whom, by which document; without commas, which part the fields of a text file."""
    with translation.override("zh-hans"):
        text = f"{row.get_kind_display()} {row.account.customer.name} {row.reference}"
    return " ".join(text.replace(",", "，").split())[:LONGEST_SUMMARY]
