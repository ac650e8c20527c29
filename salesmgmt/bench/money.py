"""Invoices, payments, allocations and the ledger: the books agree to the cent (check_accounts)."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType

from customers.customer.models import Customer
from orders.account.models import Account, LedgerEntry
from orders.allocation.models import Allocation
from orders.invoice.models import Invoice, InvoiceLine
from orders.payment.models import Payment
from orders.statement.sending import make_statement
from salesmgmt.bench.rows import execute, insert, one, set_sequences
from salesmgmt.core.calendar import today
from salesmgmt.core.models import User

DAY = "current_date - 1 - pg_temp.r({g}, 31, 1826)"  # five years of sales
# A tenth of what is billed is open: of that a part is only half paid.
AMOUNT = "(100 + pg_temp.r({g}, 32, 90000))::numeric"


def invoices(count, customers):
    """Invoices of one line; a delivery is billed in parts, and one in twenty was taken over from the old books."""
    finance = User.objects.get(username="bench-fin-1").pk
    day, amount = DAY.format(g="g"), AMOUNT.format(g="g")
    notes = one("SELECT count(*) FROM orders_deliverynote")
    place = f"CASE WHEN g <= {notes} OR mod(g, 20) > 0 THEN 1 + mod(g - 1, {notes}) END"
    note = f"LEFT JOIN (SELECT row_number() OVER (ORDER BY id) AS place, id, customer_id FROM orders_deliverynote) d ON d.place = {place}"
    customer = f"COALESCE(d.customer_id, CASE WHEN mod(g, {max(count // 1000, 2)}) = 0 THEN 1 ELSE 1 + pg_temp.r(g, 33, {customers}) END)"
    # g mod 10: 0 open, 1 half paid, the others paid in full.
    inner = f"""(SELECT g, d.id AS delivery, {customer} AS customer, {day} AS day, {amount} AS net, mod(g, 10) AS kind
                 FROM generate_series(1, {count}) g {note}) n"""
    gross = "round(n.net * 1.13, 2)"
    half = "round(n.net * 0.5, 2)"
    due = "n.day + 30"
    open_amount = f"CASE n.kind WHEN 0 THEN {gross} WHEN 1 THEN {gross} - {half} ELSE 0 END"
    status = f"CASE WHEN n.kind > 1 THEN 'paid' WHEN n.kind = 1 THEN 'partly_paid' WHEN {due} < current_date THEN 'overdue' ELSE 'posted' END"
    insert(
        Invoice,
        inner,
        id="n.g",
        number="'INV-' || lpad(n.g::text, 8, '0')",
        created_by_id=str(finance),
        customer_id="n.customer",
        delivery_id="n.delivery",
        status=status,
        date="n.day",
        due_date=due,
        source="CASE WHEN n.delivery IS NULL THEN 'opening' ELSE 'delivery' END",
        invoice_no="'26' || lpad(n.g::text, 18, '0')",
        amount=gross,
        net="n.net",
        tax=f"{gross} - n.net",
        open_amount=open_amount,
        settled_on="CASE WHEN n.kind > 1 THEN LEAST(n.day + 25, current_date) END",
        posted_by_id=str(finance),
        posted_at="now() - interval '1 day'",
    )
    insert(
        InvoiceLine,
        "orders_invoice i LEFT JOIN (SELECT note_id, min(id) AS id, min(product_id) AS product FROM orders_deliverynoteline"
        " GROUP BY note_id) l ON l.note_id = i.delivery_id",
        invoice_id="i.id",
        name="'制动总成'",
        unit="'套'",
        product_id="l.product",
        quantity="1 + mod(i.id, 40)",
        price="round(i.amount / (1 + mod(i.id, 40)), 2)",
        tax_rate="13",
        amount="i.amount",
        net="i.net",
        tax="i.tax",
        delivery_line_id="l.id",
    )
    execute("UPDATE orders_deliverynote d SET billed = true FROM orders_invoice i WHERE i.delivery_id = d.id")
    set_sequences(Invoice)


def payments(count):
    """Each invoice that was paid has its payment; what is left of ``count`` is money still to be confirmed or allocated."""
    finance = User.objects.get(username="bench-fin-1").pk
    paid = "orders_invoice i WHERE mod(i.id, 10) > 0"
    amount = "i.amount - i.open_amount"
    insert(
        Payment,
        paid,
        id="i.id",
        number="'PAY-' || lpad(i.id::text, 8, '0')",
        created_by_id=str(finance),
        customer_id="i.customer_id",
        status="'allocated'",
        date="LEAST(i.date + 25, current_date)",
        amount=amount,
        reference="'CN' || i.id",
        payer="'客户'",
        confirmed_by_id=str(finance),
        confirmed_at="now()",
    )
    insert(
        Allocation,
        f"{paid}",
        payment_id="i.id",
        invoice_id="i.id",
        amount=amount,
        date="LEAST(i.date + 25, current_date)",
        created_by_id=str(finance),
    )
    rest, first = count - one("SELECT count(*) FROM orders_payment"), one("SELECT max(id) FROM orders_invoice")
    free = "mod(g, 3) = 0"
    insert(
        Payment,
        f"generate_series(1, {max(rest, 1)}) g",
        id=f"g + {first}",
        number="'PAY-F' || lpad(g::text, 8, '0')",
        created_by_id=str(finance),
        customer_id="1 + pg_temp.r(g, 41, (SELECT max(id)::integer FROM customers_customer))",
        status=f"CASE WHEN {free} THEN 'confirmed' ELSE 'recorded' END",
        date="current_date - pg_temp.r(g, 42, 60)",
        amount="5000",
        unallocated=f"CASE WHEN {free} THEN 5000 ELSE 0 END",
        payer="'客户'",
        confirmed_by_id=f"CASE WHEN {free} THEN {finance} END",
        confirmed_at=f"CASE WHEN {free} THEN now() END",
    )
    set_sequences(Payment)


def ledger():
    """What was billed and paid, account by account; the balances are their sums."""
    finance = User.objects.get(username="bench-fin-1").pk
    insert(
        Account,
        "(SELECT DISTINCT customer_id FROM orders_invoice UNION SELECT customer_id FROM orders_payment) c",
        customer_id="c.customer_id",
    )
    bill, money = (ContentType.objects.get_for_model(model).pk for model in (Invoice, Payment))
    insert(
        LedgerEntry,
        "orders_invoice i JOIN orders_account a ON a.customer_id = i.customer_id",
        account_id="a.id",
        date="i.date",
        kind="CASE i.source WHEN 'opening' THEN 'opening' ELSE 'invoice' END",
        content_type_id=str(bill),
        object_id="i.id",
        reference="i.number",
        amount="i.amount",
        due_date="i.due_date",
        created_by_id=str(finance),
        created_at="i.date",
    )
    insert(
        LedgerEntry,
        "orders_payment p JOIN orders_account a ON a.customer_id = p.customer_id WHERE p.status <> 'recorded'",
        account_id="a.id",
        date="p.date",
        kind="'payment'",
        content_type_id=str(money),
        object_id="p.id",
        reference="p.number",
        amount="-p.amount",
        created_by_id=str(finance),
        created_at="p.date",
    )
    execute(
        "UPDATE orders_account a SET balance = s.total FROM (SELECT account_id, sum(amount) AS total "
        "FROM orders_ledgerentry GROUP BY account_id) s WHERE s.account_id = a.id"
    )


def statement():
    """A statement of last month for the busiest customer."""
    last = today().replace(day=1) - dt.timedelta(days=1)
    customer = Customer.objects.order_by("pk").first()
    finance = User.objects.get(username="bench-fin-1")
    make_statement(finance, customer=customer, date_from=last.replace(day=1), date_to=last, return_by=today())
