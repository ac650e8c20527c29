"""What cannot be beaten on this machine: a bare page, bare SQL, bare writers, on the same content."""

import io
import time

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.template import engines

FIVE = (
    "SELECT id, name, number, grade, phone FROM customers_customer ORDER BY id DESC LIMIT 50",
    "SELECT id, username, name FROM core_user WHERE id = 1",
    "SELECT id, balance FROM orders_account WHERE customer_id = 1",
    "SELECT id, number FROM orders_order WHERE customer_id = 1 ORDER BY id DESC LIMIT 10",
    "SELECT id, number, amount FROM orders_invoice WHERE customer_id = 1 ORDER BY date DESC, id DESC LIMIT 10",
)
TABLE = """<!doctype html><title>Floor</title><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>
{% endfor %}</tr>{% endfor %}</table>"""
AGEING = """
SELECT customer_id, sum(open_amount), sum(open_amount) FILTER (WHERE due_date < current_date),
       sum(open_amount) FILTER (WHERE due_date >= current_date - 30 AND due_date < current_date),
       sum(open_amount) FILTER (WHERE due_date >= current_date - 90 AND due_date < current_date - 30),
       sum(open_amount) FILTER (WHERE due_date < current_date - 90)
FROM orders_invoice WHERE open_amount <> 0 GROUP BY customer_id
"""
EXPORT = "SELECT number, invoice_no, customer_id, date, due_date, amount, net, tax, open_amount FROM orders_invoice ORDER BY id"


@login_not_required
def floor_page(request):
    """Five indexed queries and a table of 50 rows, with nothing around them."""
    with connection.cursor() as cursor:
        found = []
        for sql in FIVE:
            cursor.execute(sql)
            found.append(cursor.fetchall())
    return HttpResponse(engines["django"].from_string(TABLE).render({"rows": found[0]}, request))


def timed(act):
    """Seconds of one call."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def plain_ageing():
    with connection.cursor() as cursor:
        cursor.execute(AGEING)
        return cursor.fetchall()


def copy_out():
    """The rows of the export as PostgreSQL alone can give them."""
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({EXPORT}) TO STDOUT", io.BytesIO())
