"""The heavy work beside its floor: the ageing, a statement as PDF, a ledger taken over."""

import datetime as dt
import io

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.template.loader import render_to_string
from weasyprint import HTML

from orders.account.models import Account, LedgerEntry
from orders.invoice.models import Invoice
from orders.opening_balance import entry as receivable_import
from orders.receivables.ageing import ageing_by, ageing_part
from orders.receivables.views import SHOWN
from orders.statement.figures import figures_of
from orders.statement.models import Statement
from orders.statement.papers import TEMPLATE, draft_paper, laid_out
from orders.statement.sending import make_statement
from salesmgmt.bench.floor import plain_ageing, timed
from salesmgmt.bench.parties import ACCOUNTS
from salesmgmt.bench.rows import insert
from salesmgmt.core.calendar import today
from salesmgmt.core.models import AuditEntry, User

IMPORT_ROWS, IMPORT_CUSTOMERS = 100_000, 5000


def best(act, times=3):
    """Seconds of the quickest of some calls: what the machine can do when nothing else disturbs it."""
    return min(timed(act) for _time in range(times))


def ageing():
    """``[(name, seconds, floor)]``: of all customers at a past day from the records, and today from what is kept ready."""
    finance, past = User.objects.get(username=ACCOUNTS["finance"]), today() - dt.timedelta(days=180)
    invoices = Invoice.objects.visible_to(finance)
    floor = best(lambda: plain_ageing(past))
    then = best(lambda: ageing_by(invoices, past, "customer"))
    now = best(lambda: _as_the_page(invoices, "customer"))
    by_rep = best(lambda: _as_the_page(invoices, "customer__owner"))
    return [
        ("ageing at a past day, all customers", then, floor),
        ("ageing of today, largest customers and total, kept ready", now, floor),
        ("ageing of today, by rep and total, kept ready", by_rep, floor),
    ]


def _as_the_page(invoices, group):
    return ageing_part(invoices, today(), group, 0, SHOWN)


def statement():
    """A statement of account as PDF, against the bare call of WeasyPrint on the same page."""
    account = Account.objects.order_by("pk").first()
    with transaction.atomic():
        last = today().replace(day=1) - dt.timedelta(days=1)
        made = make_statement(
            User.objects.get(username=ACCOUNTS["finance"]),
            customer=account.customer,
            date_from=last.replace(day=1),
            date_to=last,
            return_by=today(),
        )
        made = Statement.objects.get(pk=made.pk)
        page = render_to_string(TEMPLATE, {**laid_out(made, _figures(made)), "draft": True})
        bare = best(lambda: HTML(string=page).write_pdf())
        ours = best(lambda: draft_paper(made))
        transaction.set_rollback(True)
    return [("statement of account, PDF", ours, bare)]


def _figures(made):
    return figures_of(made.customer, made.date_from, made.date_to)


def ledger_import(count):
    """``count`` rows of a ledger taken over by the import, against COPY of the same rows into the same tables."""
    finance = User.objects.get(username=ACCOUNTS["finance"])
    day = today() - dt.timedelta(days=90)
    rows = [(number, _row(number, day)) for number in range(2, count + 2)]
    names = sorted({values["customer"] for _number, values in rows})
    with transaction.atomic():  # the customers are there in both
        receivable_import.write.customers(names, {}, {}, finance)
        point = transaction.savepoint()
        ours = timed(lambda: receivable_import.import_opening(rows, finance, False, lambda number: None))
        transaction.savepoint_rollback(point)
        floor = timed(lambda: _copy_in(rows, finance))
        transaction.set_rollback(True)
    return [(f"import of {count:,} ledger rows", ours, floor)]


def _row(number, day):
    return {
        "customer": f"导入客户 {number % IMPORT_CUSTOMERS}",
        "invoice_no": f"IMP-{number:08d}",
        "date": day,
        "due_date": day + dt.timedelta(days=30),
        "amount": 100 + number % 900,
        "settled_on": None,
        "disputed": False,
        "owner": "",
    }


def _copy_in(rows, user):
    """Validation and COPY, then the invoices, the ledger and the audit record with every constraint and trigger."""
    buffer = io.StringIO()
    for number, row in rows:
        item = receivable_import.Item(number=number, **row)
        if list(receivable_import.problems_of(item, today())):
            raise ValueError(number)
        buffer.write(f"{number}\t{item.customer}\t{item.invoice_no}\t{item.date}\t{item.due_date}\t{item.amount}\n")
    buffer.seek(0)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bench_in (g integer, name text, invoice_no text, date date, due_date date, amount numeric)"
        )
        cursor.copy_expert("COPY bench_in FROM STDIN", buffer)
        cursor.execute("ANALYZE bench_in")
    source = "bench_in r JOIN customers_customer c ON c.name = r.name"
    insert(
        Invoice,
        source,
        number="'INV-IMP-' || r.g",
        created_by_id=str(user.pk),
        customer_id="c.id",
        status="'overdue'",
        date="r.date",
        due_date="r.due_date",
        source="'opening'",
        invoice_no="r.invoice_no",
        amount="r.amount",
        net="r.amount",
        open_amount="r.amount",
        posted_by_id=str(user.pk),
        posted_at="now()",
    )
    insert(
        Account,
        "(SELECT DISTINCT c.id FROM bench_in r JOIN customers_customer c ON c.name = r.name) c",
        customer_id="c.id",
    )
    made = "orders_invoice i JOIN bench_in r ON i.number = 'INV-IMP-' || r.g"
    bill = str(ContentType.objects.get_for_model(Invoice).pk)
    insert(
        LedgerEntry,
        f"{made} JOIN orders_account a ON a.customer_id = i.customer_id",
        account_id="a.id",
        date="i.date",
        kind="'opening'",
        content_type_id=bill,
        object_id="i.id",
        reference="i.invoice_no",
        amount="i.amount",
        due_date="i.due_date",
        created_by_id=str(user.pk),
    )
    insert(
        AuditEntry,
        made,
        content_type_id=bill,
        object_id="i.id",
        actor_id=str(user.pk),
        action="'import'",
        to_status="i.status",
    )
