"""The rows of the receivable report and of the month's collection, for the page and for Excel."""

from django.db.models import OuterRef, Subquery, Sum

from contracts.models import Contract
from customers.domain.standing import with_grade_and_line
from customers.models import Customer
from orders.domain.ageing import open_invoices, with_ageing
from orders.domain.receivable_collection import expected_collection, with_collection
from salesmgmt.core.money import ZERO


def report_rows(accounts, day):
    """Accounts with everything a row of the report shows, in one SQL (REC-07, F-32)."""
    customer = with_grade_and_line(Customer.objects.filter(pk=OuterRef("customer")), day)
    contract = Contract.objects.filter(customer=OuterRef("customer"), status=Contract.Status.ACTIVE).order_by("-pk")
    return (
        with_ageing(accounts, day)
        .annotate(
            grade_in_force=Subquery(customer.values("grade_in_force")[:1]),
            warning_line=Subquery(customer.values("warning_line")[:1]),
            contract=Subquery(contract.values("number")[:1]),
        )
        .select_related("customer__owner", "customer__region")
    )


def report_totals(rows):
    """What the rows add up to, in one query."""
    return _sums(rows, outstanding="outstanding", overdue="overdue", unallocated="unallocated", balance="balance_then")


def _sums(rows, **fields):
    # The sums need names of their own beside the annotations they add up.
    found = rows.order_by().aggregate(**{f"sum_{name}": Sum(field) for name, field in fields.items()})
    return {name: found[f"sum_{name}"] or ZERO for name in fields}


def open_items(rows, day):
    """(open invoices of the accounts at that day, the field with what was open), oldest first: the second sheet."""
    found, field = open_invoices(day)
    items = found.filter(customer__in=rows.order_by().values("customer"))
    return items.select_related("customer__owner").order_by("customer", "due_date", "pk"), field


def collection_rows(accounts, month):
    return with_collection(accounts, month).select_related("customer__owner")


def collection_totals(rows):
    """The sums of the month. What is expected is rounded per customer, so it is added up here."""
    expected = ZERO
    for base, percent in rows.order_by().values_list("base", "customer__payment_pct"):
        expected += expected_collection(base, percent) or ZERO
    return {"expected": expected, **_sums(rows, collected="collected", due="due")}
