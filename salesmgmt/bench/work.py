"""The heavy work beside its floor: ageing, exports, statements, imports, and fifty people deciding at once."""

import datetime as dt
import io
import resource
import tempfile
import threading
from pathlib import Path

import openpyxl
from django.db import connection, transaction
from django.template.loader import render_to_string
from rustpy_xlsxwriter import write_worksheet
from weasyprint import HTML

from orders.domain.ageing import ageing_sums, open_invoices, with_ageing
from orders.domain.receivable_import import import_opening
from orders.domain.statement_figures import figures_of
from orders.domain.statement_paper import TEMPLATE, draft_paper, paper_context
from orders.domain.statement_sending import make_statement
from orders.models import Account, Invoice, Statement
from salesmgmt.bench.floor import copy_out, plain_ageing, timed
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import ApprovalStep, User
from salesmgmt.core.output.xlsx import Column, Report

HEADS = ("number", "invoice_no", "customer_id", "date", "due_date", "amount", "net", "tax", "open_amount")
DECIDERS, STEPS = 50, 1000


def ageing():
    """``[(name, seconds, floor seconds)]``: the ageing of all customers."""
    floor = timed(plain_ageing)
    invoices, field = open_invoices(today())
    grouped = timed(lambda: list(invoices.order_by().values("customer").annotate(**ageing_sums(today(), field))))
    page = timed(lambda: list(with_ageing(Account.objects.all(), today()).filter(outstanding__gt=0)[:50]))
    return [("ageing of all customers", grouped, floor), ("first page of the receivables", page, floor)]


def export(limit=None):
    """A million receivables to Excel, against the bare loop of the same writer, openpyxl's and COPY."""
    user = User.objects.get(username="bench-fin-1")
    rows = Invoice.objects.order_by("pk")[:limit] if limit else Invoice.objects.order_by("pk")
    folder = Path(tempfile.mkdtemp())
    columns = [
        Column(name, lambda row, name=name: getattr(row, name), _kind(name), total=name == "amount") for name in HEADS
    ]

    def ours():
        report = Report(user)
        report.add_sheet("应收账款", columns, rows.iterator(chunk_size=2000))
        report.save(folder / "ours.xlsx")

    def bare():
        plain = rows.values(*HEADS).iterator(chunk_size=2000)
        write_worksheet(
            ({name: _float(value) for name, value in row.items()} for row in plain), str(folder / "bare.xlsx")
        )

    def slow():
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows.values_list(*HEADS).iterator(chunk_size=2000):
            sheet.append(row)
        book.save(folder / "slow.xlsx")

    took = [("receivables to Excel", timed(ours), timed(bare))]
    return [
        *took,
        ("  openpyxl write-only, same rows", timed(slow), took[0][2]),
        ("  COPY of the rows", timed(copy_out), took[0][2]),
    ]


def _kind(name):
    return "date" if name.endswith("date") else "money" if name in ("amount", "net", "tax", "open_amount") else "text"


def _float(value):
    return float(value) if hasattr(value, "as_tuple") else value


def memory():
    """Megabytes of this process at its largest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def statement():
    """A statement of account as PDF, against the bare call of WeasyPrint on the same page."""
    account = Account.objects.order_by("pk").first()
    with transaction.atomic():
        last = today().replace(day=1) - dt.timedelta(days=1)
        user = account.customer.owner
        made = make_statement(
            user, customer=account.customer, date_from=last.replace(day=1), date_to=last, return_by=today()
        )
        ours = timed(lambda: draft_paper(made))
        figures = figures_of(made.customer, made.date_from, made.date_to)
        page = render_to_string(TEMPLATE, {**paper_context(Statement.objects.get(pk=made.pk), figures), "draft": True})
        bare = timed(lambda: HTML(string=page).write_pdf())
        transaction.set_rollback(True)
    return [("statement PDF", ours, bare)]


def contention():
    """Fifty people decide the same thousand steps: none is lost, none decided twice; ``(seconds, decided, refused)``."""
    steps = list(ApprovalStep.objects.filter(status="pending").order_by("pk").values_list("pk", "assignee")[:STEPS])
    done, refused, lock = [], [], threading.Lock()

    def work(number):
        for place in range(len(steps)):
            pk, assignee = steps[(place + number * 20) % len(steps)]
            try:
                approvals.approve(pk, User.objects.get(pk=assignee), "同意")
            except (BusinessError, PermissionDenied):
                with lock:
                    refused.append(pk)
            else:
                with lock:
                    done.append(pk)
        connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(DECIDERS)]
    seconds = timed(lambda: [each.start() for each in threads] and [each.join() for each in threads])
    if sorted(done) != sorted(pk for pk, _assignee in steps):
        raise RuntimeError(f"{len(done)} decisions of {len(steps)} steps: some lost or made twice")
    return seconds, len(done), len(refused)


def import_rows(count):
    """``count`` rows of a ledger taken over, against COPY of the same rows with their validation."""
    finance = User.objects.get(username="bench-fin-1")
    day = today() - dt.timedelta(days=90)
    rows = [
        (number, {"customer": f"导入客户 {number % 5000}", "invoice_no": f"IMP-{number:08d}", "date": day,
                  "due_date": day + dt.timedelta(days=30), "amount": 100 + number % 900, "settled_on": None,
                  "disputed": False, "owner": ""})
        for number in range(2, count + 2)
    ]  # fmt: skip
    with transaction.atomic():
        ours = timed(lambda: import_opening(rows, finance, False, lambda number: None))
        transaction.set_rollback(True)
    floor = timed(lambda: _copy_in(rows))
    return [(f"import of {count:,} ledger rows", ours, floor)]


def _copy_in(rows):
    buffer = io.StringIO()
    for number, row in rows:
        if not row["customer"] or not row["invoice_no"] or row["due_date"] < row["date"] or row["amount"] <= 0:
            raise ValueError(number)
        buffer.write(
            "\t".join(str(row[name]) for name in ("customer", "invoice_no", "date", "due_date", "amount")) + "\n"
        )
    buffer.seek(0)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bench_in (customer text, invoice_no text, date date, due date, amount numeric)"
        )
        cursor.copy_expert("COPY bench_in FROM STDIN", buffer)
        cursor.execute("DROP TABLE bench_in")
