"""Figures of receivables lead to the rows that make them."""

import datetime as dt

from django.urls import reverse

from customers.tests.factories import active_customer
from orders.invoice.ageing import buckets
from orders.receivables.tables import of_bucket
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core import calendar


def days(n):
    return calendar.today() + dt.timedelta(days=n)


def rows_of(client, address):
    """The invoices on a list, by its own queryset."""
    return {row.record.number for row in client.get(address).context["page"].object_list}


def test_every_figure_of_a_customer_leads_to_the_rows_that_make_it(people, customer, client):
    due, late, later = (
        posted_invoice(
            customer,
            "100.00",
            date=days(-90),
            due_date=days(due_in),
        )
        for due_in in (0, -1, -45)
    )
    client.force_login(people.finance)
    found = {"": {late, later}, "upto_30": {late}, "upto_60": {later}, "not_due": {due}}
    page = client.get(reverse("receivable-report")).content.decode()
    at = reverse("customer-invoices", args=[customer.pk])
    for bucket in buckets():
        address = f"{at}?{of_bucket(bucket)}"
        assert (address.replace("&", "&amp;") in page) is (bucket.name in found)
        assert rows_of(client, address) == {invoice.number for invoice in found.get(bucket.name, ())}
    assert rows_of(client, f"{at}?overdue=true") == {late.number, later.number}
    for by in ("rep", "customer", "region"):
        shown = client.get(reverse("receivable-ageing"), {"by": by})
        for row in shown.context["rows"]:
            assert client.get(row["address"]).status_code == 200
            assert not row["overdue_at"] or rows_of(client, row["overdue_at"]) == {late.number, later.number}
    account = client.get(reverse("customer-account", args=[customer.pk])).content.decode()
    assert f"{at}?not_due=true" in account
    assert f"{at}?overdue=true" in account
    past = client.get(reverse("receivable-report"), {"day": f"{days(-2)}"}).content.decode()
    assert at not in past


def test_totals_of_the_ageing_and_a_months_collection_lead_to_their_rows(people, customer, client):
    open_one = posted_invoice(customer, "100.00", date=days(-40), due_date=days(0))
    late = posted_invoice(active_customer(people.rep2), "50.00", date=days(-60), due_date=days(-20))
    paid = confirmed_payment(customer, "30.00")
    type(customer).objects.filter(pk=late.customer_id).update(region=people.units.east)
    client.force_login(people.finance)
    shown = client.get(reverse("receivable-ageing"), {"by": "region"}).context
    assert rows_of(client, shown["open_at"]) == {open_one.number, late.number}
    assert rows_of(client, shown["overdue_at"]) == {late.number}
    behind = [rows_of(client, address) for amount, address in shown["bucket_totals"] if amount]
    assert behind == [{open_one.number}, {late.number}]
    (east,) = [row for row in shown["rows"] if row["name"] == str(people.units.east)]
    assert rows_of(client, east["overdue_at"]) == {late.number}
    page = client.get(reverse("collection-month"), headers={"HX-Request": "true", "HX-Target": "list"}).content.decode()
    first, last = calendar.month_bounds(calendar.today())
    for name, field, number in (("payments", "date", paid.number), ("invoices", "due_date", open_one.number)):
        address = f"{reverse(f'customer-{name}', args=[customer.pk])}?{field}_after={first}&{field}_before={last}"
        assert address.replace("&", "&amp;") in page
        assert rows_of(client, address) == {number}
