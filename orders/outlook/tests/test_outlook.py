"""What will come by week, each item once; days to collect, lateness, concentration, ageing, supply lines: one function each."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.dunning.models import CollectionAction
from orders.invoice.models import Invoice
from orders.outlook import standing
from orders.outlook.expected import expected_by_week, monday
from orders.outlook.figures import FIGURES
from orders.outlook.standing import (
    ageing_over_months,
    concentration,
    days_late,
    days_sales_outstanding,
    lines_used,
    month_ends,
)
from orders.receivables.ageing import ageing_by
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core.calendar import today

pytestmark = pytest.mark.usefixtures("english")

D = Decimal


def days(number):
    return today() + dt.timedelta(days=number)


def week_of(found, day):
    return next(week for week in found.weeks if week.first == monday(day))


def promise(invoice, day, amount, user):
    action = CollectionAction.objects.create(
        customer=invoice.customer,
        date=today(),
        way="phone",
        measure="called",
        promised_on=day,
        promised_amount=D(amount),
        created_by=user,
    )
    action.invoices.add(invoice)


def test_each_open_item_counts_once_by_the_best_that_is_known(people):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "100.00", date=days(-5), due_date=days(10))
    late = posted_invoice(customer, "70.00", date=days(-40), due_date=days(-10))
    disputed = posted_invoice(customer, "9.00", date=days(-40), due_date=days(3))
    Invoice.objects.filter(pk=disputed.pk).update(disputed=True)
    posted_invoice(customer, "11.00", date=days(-5), due_date=days(400))
    promise(late, days(3), "50.00", people.rep1)
    found = expected_by_week(people.finance)
    assert week_of(found, days(10)).due == D("100.00")
    assert week_of(found, days(3)).promised == D("50.00")
    assert (found.overdue, found.later) == (D("20.00"), D("11.00"))
    assert everything(found) == D("181.00")  # all but the disputed one, none twice


def test_a_broken_promise_is_overdue_again(people):
    late = posted_invoice(active_customer(people.rep1), "70.00", date=days(-40), due_date=days(-10))
    promise(late, days(-1), "70.00", people.rep1)
    assert expected_by_week(people.finance).overdue == D("70.00")


def test_a_rolling_customer_pays_his_share_of_the_month_less_what_came(people):
    customer = active_customer(people.rep1)
    customer.payment_pct = D(50)
    customer.save(update_fields=["payment_pct"])
    before = today().replace(day=1) - dt.timedelta(days=20)
    posted_invoice(customer, "1000.00", date=before, due_date=before)
    confirmed_payment(customer, "200.00")
    found = expected_by_week(people.finance)
    assert sum((week.rolling for week in found.weeks), D(0)) == D("300.00")
    assert sum((week.due for week in found.weeks), D(0)) == found.overdue == D(0)
    assert found.later == D("700.00")


def everything(found):
    return sum((week.total for week in found.weeks), D(0)) + found.overdue + found.later


def test_what_a_rolling_customer_has_promised_is_part_of_his_month_and_no_item_counts_twice(people):
    """A hundred owed, ninety per cent of it expected, sixty of it promised: ninety this month, ten later."""
    customer = active_customer(people.rep1, payment_pct=90)
    before = today().replace(day=1) - dt.timedelta(days=20)
    item = posted_invoice(customer, "100.00", date=before, due_date=before)
    promise(item, today(), "60.00", people.rep1)
    found = expected_by_week(people.finance)
    assert week_of(found, today()).promised == D("60.00")
    assert sum((week.rolling for week in found.weeks), D(0)) == D("30.00")
    assert (found.overdue, found.later, everything(found)) == (D(0), D("10.00"), D("100.00"))


def test_of_a_rolling_customer_no_more_is_expected_than_is_open_and_undisputed(people):
    customer = active_customer(people.rep1, payment_pct=90)
    before = today().replace(day=1) - dt.timedelta(days=20)
    posted_invoice(customer, "40.00", date=before, due_date=before)
    disputed = posted_invoice(customer, "60.00", date=before, due_date=before)
    Invoice.objects.filter(pk=disputed.pk).update(disputed=True)
    found = expected_by_week(people.finance)
    assert sum((week.rolling for week in found.weeks), D(0)) == everything(found) == D("40.00")


def test_a_promise_is_that_of_its_invoice_whatever_was_said_of_another(people):
    """As the dunning leaves out what is promised, item by item."""
    customer = active_customer(people.rep1)
    items = [posted_invoice(customer, "70.00", date=days(-40), due_date=days(-10)) for _number in range(2)]
    promise(items[0], days(3), "70.00", people.rep1)
    promise(items[1], days(-1), "70.00", people.rep1)
    found = expected_by_week(people.finance)
    assert (week_of(found, days(3)).promised, found.overdue) == (D("70.00"), D("70.00"))


def test_a_rep_sees_what_his_own_customers_will_pay(people):
    posted_invoice(active_customer(people.rep1), "100.00", date=days(-1), due_date=days(10))
    assert week_of(expected_by_week(people.rep1), days(10)).due == D("100.00")
    assert sum((week.total for week in expected_by_week(people.rep2).weeks), D(0)) == D(0)


def test_days_sales_outstanding():
    assert days_sales_outstanding(D("300000"), D("900000"), 90) == D("30.0")
    assert days_sales_outstanding(D("1"), D("0"), 90) is None


def test_the_ageing_of_twelve_months_is_that_of_each_day(people):
    customer = active_customer(people.rep1)
    invoice = posted_invoice(customer, "100.00", date=days(-100), due_date=days(-70))
    posted_invoice(customer, "50.00", date=days(-5), due_date=days(20))
    confirmed_payment(customer, "40.00", date=days(-30))
    ends = month_ends()
    found = ageing_over_months(people.finance, ends)
    assert len(ends) == 12
    for day in ends:
        (row,) = ageing_by(Invoice.objects.all(), day, "") or [{}]
        assert found[day].get("open", D(0)) == row.get("open", D(0)), day
        assert found[day].get("overdue", D(0)) == row.get("overdue", D(0)), day
    assert invoice.amount == D("100.00")


def test_days_late_are_weighted_by_amount_and_early_money_is_no_credit(people):
    customer = active_customer(people.rep1)
    for amount, late in (("100.00", 10), ("300.00", -5)):
        invoice = posted_invoice(customer, amount, date=days(-60), due_date=days(-30))
        Invoice.objects.filter(pk=invoice.pk).update(
            settled_on=days(-30 + late), open_amount=0, status=Invoice.Status.PAID
        )
    (row,) = days_late(people.finance)
    assert (row["late"], row["invoices"], row["amount"]) == (D("2.5"), 2, D("400.00"))


def test_the_largest_and_their_share(people):
    for amount in ("300.00", "100.00"):
        posted_invoice(active_customer(people.rep1), amount)
    rows, whole = concentration(people.finance)
    assert whole == D("400.00")
    assert [(amount, share) for _pk, _name, amount, share in rows] == [
        (D("300.00"), D("0.75")),
        (D("100.00"), D("0.25")),
    ]


@pytest.mark.parametrize("looked_at", [1, 2, 500])
def test_who_uses_most_of_his_line_is_found_though_others_owe_more(people, monkeypatch, looked_at):
    monkeypatch.setattr(standing, "LOOKED_AT", looked_at)
    large, small, free = (active_customer(people.rep1, grade) for grade in "ADD")
    posted_invoice(large, "1000.00")
    posted_invoice(small, "900.00")
    confirmed_payment(free, "5.00")
    found = lines_used(people.finance)
    assert [row[0] for row in found] == [small.pk, large.pk, free.pk]
    assert [row[2] for row in found] == [D("900.00"), D("1000.00"), D("-5.00")]
    assert found[0][3] < found[1][3] and found[0][4] == pytest.approx(D("900.00") / found[0][3], abs=D("0.0001"))
    assert lines_used(people.finance, 1) == found[:1]
    assert lines_used(people.rep2) == []


@pytest.mark.parametrize("key", FIGURES)
def test_every_figure_has_its_page_and_its_excel_at_a_constant_number_of_queries(
    people, client, key, django_assert_max_num_queries
):
    client.force_login(people.finance)
    for _number in range(3):
        posted_invoice(active_customer(people.rep1), "100.00", date=days(-1), due_date=days(10))
    page = client.get(reverse("collection-outlook"), {"show": key}).content.decode()
    follows = f"{reverse('outlook-figure')}?show={key}"
    assert f'hx-get="{follows}"' in page
    with django_assert_max_num_queries(20):
        part = client.get(follows)
    assert part.context["figure"].key == key
    response = client.post(reverse("export-create"), {"list": key})
    assert response.status_code == 200
    assert "spreadsheetml" in response["Content-Type"]


def rows_of(client, address):
    """The amounts of the page behind a figure, and their sum as it says."""
    page = client.get(address)
    assert page.status_code == 200
    return [part["amount"] for part in page.context["parts"]], page.context["total"]


def test_every_figure_of_the_expected_collections_leads_to_what_makes_it(people, client):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "100.00", date=days(-5), due_date=days(10))
    posted_invoice(customer, "30.00", date=days(-5), due_date=days(10))
    late = posted_invoice(customer, "70.00", date=days(-40), due_date=days(-10))
    posted_invoice(customer, "11.00", date=days(-5), due_date=days(400))
    promise(late, days(10), "50.00", people.rep1)
    rolling = active_customer(people.rep1, payment_pct=90)
    posted_invoice(rolling, "1000.00", date=days(-70), due_date=days(-40))
    client.force_login(people.finance)
    figure = FIGURES["outlook-weeks"](people.finance)
    followed = 0
    for row in figure.rows:
        for place, address in row.behind.items():
            amounts, total = rows_of(client, address)
            assert sum(amounts, D("0.00")) == total == row.cells[place], address
            followed += bool(amounts)
    assert followed >= 6
    assert rows_of(client, reverse("expected-collections") + "?row=never") == ([], 0)
    client.force_login(people.planner)
    assert client.get(reverse("expected-collections")).status_code == 403


def test_a_representative_follows_a_figure_to_his_own_rows(people, client):
    for owner in (people.rep1, people.rep2):
        posted_invoice(active_customer(owner), "100.00", date=days(-5), due_date=days(10))
    client.force_login(people.rep1)
    amounts, _total = rows_of(client, f"{reverse('expected-collections')}?row={monday(days(10))}&source=due")
    assert amounts == [D("100.00")]


@pytest.mark.parametrize("key", ["outlook-ageing", "outlook-dso", "outlook-late", "outlook-largest", "outlook-lines"])
def test_cells_of_the_other_figures_lead_to_pages(people, client, key):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "100.00", date=days(-70), due_date=days(-45))
    client.force_login(people.finance)
    for row in FIGURES[key](people.finance).rows:
        for address in {row.address, *row.behind.values()}:
            assert client.get(address).status_code == 200
