"""What cannot be beaten on this machine: a bare page and bare SQL on the same content."""

import time

from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string

from customers.customer.models import Customer
from orders.account.models import Account
from orders.invoice.models import Invoice
from orders.order.models import Order
from salesmgmt.bench.plain_form import plain_form
from salesmgmt.core.models import User

# What every invoice still owed at a day, from the records alone: nothing kept ready is read.
AGEING = """
SELECT customer_id,
       sum(amount - paid) AS outstanding,
       sum(amount - paid) FILTER (WHERE due_date < %(day)s) AS overdue,
       sum(amount - paid) FILTER (WHERE due_date >= %(day)s) AS not_due,
       sum(amount - paid) FILTER (WHERE due_date BETWEEN %(day)s::date - 30 AND %(day)s::date - 1) AS upto_30,
       sum(amount - paid) FILTER (WHERE due_date BETWEEN %(day)s::date - 60 AND %(day)s::date - 31) AS upto_60,
       sum(amount - paid) FILTER (WHERE due_date BETWEEN %(day)s::date - 90 AND %(day)s::date - 61) AS upto_90,
       sum(amount - paid) FILTER (WHERE due_date < %(day)s::date - 90) AS over_90
FROM (SELECT i.customer_id, i.due_date, i.amount, COALESCE(a.paid, 0) AS paid
      FROM orders_invoice i
      LEFT JOIN (SELECT invoice_id, sum(amount) AS paid FROM orders_allocation WHERE date <= %(day)s GROUP BY invoice_id) a
           ON a.invoice_id = i.id
      WHERE i.date <= %(day)s AND i.status NOT IN ('draft', 'cancelled')) bills
WHERE amount > paid
GROUP BY customer_id
"""


class Floor:
    """A middleware that answers the floor's addresses before any other is asked: Django, and nothing of the program."""

    ADDRESS = "/bench/floor/"
    FORM = "/bench/floor/form/"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == self.ADDRESS:
            return floor_page(request)
        return plain_form(request) if request.path == self.FORM else self.get_response(request)


def floor_page(request):
    """Five indexed queries and a table of fifty rows, with nothing around them."""
    context = {
        "rows": list(Customer.objects.order_by("-pk")[:50]),
        "user": User.objects.get(pk=1),
        "account": Account.objects.filter(customer=1).first(),
        "orders": list(Order.objects.filter(customer=1).order_by("-pk")[:10]),
        "invoices": list(Invoice.objects.filter(customer=1).order_by("-pk")[:10]),
    }
    return HttpResponse(render_to_string("bench/floor.html", context))


def timed(act):
    """Seconds of one call."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def plain_ageing(day):
    """The rows of the ageing of all customers at the end of ``day``, in plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(AGEING, {"day": day})
        return cursor.fetchall()
