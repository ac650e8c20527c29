"""The account page of a customer: open items first, filters by year and kind, running balance, printed for any period."""

import datetime as dt
import subprocess
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.account.models import LedgerEntry
from orders.account.views import CustomerAccount
from orders.payment.allocation import allocate
from orders.statement.figures import figures_of, said_by_status
from orders.statement.models import Statement
from orders.statement.sending import FIGURES, make_statement, send_statement
from orders.statement.tab_views import CustomerStatements
from orders.statement.views import SHOWN, StatementList
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core.calendar import today

D = Decimal


@pytest.fixture
def customer(people):
    """Billed a year ago and today, paid in between."""
    customer = active_customer(people.rep1)
    posted_invoice(
        customer, "1000.00", date=today() - dt.timedelta(days=366), due_date=today() - dt.timedelta(days=336)
    )
    confirmed_payment(customer, "300.00", date=today() - dt.timedelta(days=1))
    posted_invoice(customer, "50.00", date=today())
    return customer


def balances(people, customer, query):
    rows = CustomerAccount.base_queryset(people.finance).filter(account__customer=customer)
    found = CustomerAccount.filterset(people.finance, QueryDict(query), rows).qs
    return [(row.amount, row.running) for row in found]


def test_the_balance_beside_an_entry_is_that_of_the_whole_account_whatever_is_filtered(people, customer):
    every = [(D("50.00"), D("750.00")), (D("-300.00"), D("700.00")), (D("1000.00"), D("1000.00"))]
    assert balances(people, customer, "") == every
    assert balances(people, customer, f"kind={LedgerEntry.Kind.PAYMENT}") == [every[1]]
    entries = LedgerEntry.objects.order_by("-date", "-pk")
    old = [pair for pair, row in zip(every, entries, strict=True) if row.date.year == today().year - 1]
    assert balances(people, customer, f"year={today().year - 1}") == old


def test_open_items_stand_first_and_lead_to_their_invoices(people, customer, client):
    client.force_login(people.finance)
    text = client.get(reverse("customer-account", args=[customer.pk])).content.decode()
    invoices = list(customer.invoices.all())
    assert len(invoices) == 2
    for invoice in invoices:
        assert text.index(invoice.get_absolute_url()) < text.index('id="list"')


def text_of(response):
    assert response.status_code == 200
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=response.content, capture_output=True, check=True)
    return run.stdout.decode().replace(" ", "").replace("\n", "")


def test_the_account_is_printed_for_any_period_with_or_without_paid_items(people, customer, client):
    client.force_login(people.finance)
    address = reverse("customer-account-print", args=[customer.pk])
    days = {"date_from": today() - dt.timedelta(days=400), "date_to": today()}
    whole = text_of(client.get(address, {**days, "paid": "on"}))
    only_open = text_of(client.get(address, days))
    assert "往来明细" in whole
    assert "往来明细" not in only_open
    assert "未结清明细" in only_open
    assert not Statement.objects.exists()


def test_what_is_delivered_and_not_billed_is_listed_if_asked_for(people, client):
    note = signed_delivery(people)
    client.force_login(people.finance)
    address = reverse("customer-account-print", args=[note.customer_id])
    days = {"date_from": today(), "date_to": today(), "unbilled": "on"}
    assert note.number in text_of(client.get(address, days))


def test_a_period_that_ends_before_it_begins_and_a_stranger_are_refused(people, customer, client):
    client.force_login(people.finance)
    address = reverse("customer-account-print", args=[customer.pk])
    response = client.get(address, {"date_from": today(), "date_to": today() - dt.timedelta(days=1)})
    assert response.status_code == 409
    assert "截止日期早于开始日期。" in response.content.decode()
    client.force_login(people.rep2)
    assert client.get(address, {"date_from": today(), "date_to": today()}).status_code == 404


def test_a_long_statement_shows_its_beginning_and_the_rest_on_demand(people, client):
    customer = active_customer(people.rep1)
    for number in range(1, SHOWN + 4):
        posted_invoice(customer, f"{number}.00", date=today() - dt.timedelta(days=number), due_date=today())
    confirmed_payment(customer, "20.00", date=today())
    first, last = today() - dt.timedelta(days=30), today()
    statement = make_statement(people.finance, customer=customer, date_from=first, date_to=last)
    whole = figures_of(customer, first, last)
    client.force_login(people.finance)
    assert (len(whole.items), len(whole.rows)) == (SHOWN + 3, SHOWN + 4)
    for address, items, rows in (("", SHOWN, SHOWN), ("?all", SHOWN + 3, SHOWN + 4)):
        page = client.get(statement.get_absolute_url() + address)
        found = page.context["figures"]
        assert (len(found.items), len(found.rows)) == (items, rows)
        names = (*FIGURES, "open_total", "unallocated")
        assert [getattr(found, name) for name in names] == [getattr(whole, name) for name in names]
        assert found.ageing == whole.ageing
        assert found.rows == whole.rows[:rows]
        assert (f"显示前 {SHOWN} 条" in page.content.decode()) == (not address)


def test_the_page_of_a_draft_says_what_would_go_out_now(people, client):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "300.00", date=today() - dt.timedelta(days=3))
    first, last = today() - dt.timedelta(days=30), today() - dt.timedelta(days=1)
    statement = make_statement(people.finance, customer=customer, date_from=first, date_to=last)
    posted_invoice(customer, "55.00", date=last)
    client.force_login(people.finance)
    page = client.get(statement.get_absolute_url()).content.decode()
    assert page.count("355.00") >= 3  # billed, closing, and the movements below
    sent = send_statement(statement.pk, people.finance)
    posted_invoice(customer, "44.00", date=last)
    assert sent.closing == Decimal("355.00")
    page = client.get(statement.get_absolute_url()).content.decode()
    assert "355.00" in page and "399.00" in page  # as it was sent, and what the books say now


@pytest.fixture
def drafts(people):
    """Of two customers: each drawn up, then billed and credited with money on the last day of its period and later."""
    day, found = today() - dt.timedelta(days=31), []
    for number in (1, 2):
        customer = active_customer(people.rep1)
        owed = posted_invoice(customer, f"{number}00.00", date=day, due_date=day + dt.timedelta(days=1))
        last = today() - dt.timedelta(days=number)
        found.append(make_statement(people.finance, customer=customer, date_from=day, date_to=last))
        posted_invoice(customer, "55.00", date=last, due_date=today())
        paid = confirmed_payment(customer, "30.00", date=last)
        allocate(paid.pk, people.finance, [(owed.pk, D("30.00"))])
        posted_invoice(customer, "7.00", date=today())
    return found


def test_the_lists_say_of_a_draft_what_its_page_says(people, client, drafts, django_assert_num_queries):
    drafted, sent = drafts
    send_statement(sent.pk, people.finance)
    posted_invoice(sent.customer, "3.00", date=sent.date_to)
    now = figures_of(drafted.customer, drafted.date_from, drafted.date_to)
    assert (now.closing, now.overdue, drafted.closing) == (D("125.00"), D("70.00"), D("100.00"))
    for page in (StatementList, CustomerStatements):
        rows = page.base_queryset(people.finance)
        with django_assert_num_queries(1):
            found = {row.pk: [getattr(row, f"said_{name}") for name in FIGURES] for row in rows}
        assert found[drafted.pk] == [getattr(now, name) for name in FIGURES]
        sent.refresh_from_db()
        assert found[sent.pk] == [getattr(sent, name) for name in FIGURES]
    client.force_login(people.finance)
    listed = client.get(reverse("statement-list"), {"sort": "-closing"}).content.decode()
    assert "125.00" in listed and "225.00" in listed and "228.00" not in listed
    assert "125.00" in client.get(drafted.get_absolute_url()).content.decode()


def test_drafts_are_added_up_as_their_pages_say_and_others_as_they_were_sent(people, drafts):
    one, other = drafts
    make_statement(people.finance, customer=one.customer, date_from=one.date_to, date_to=one.date_to)
    assert said_by_status(one.date_to) == {"draft": (2, D("250.00"))}
    assert said_by_status(other.date_to) == {"draft": (1, D("225.00"))}
    send_statement(other.pk, people.finance)
    posted_invoice(other.customer, "3.00", date=other.date_to)
    assert said_by_status(other.date_to) == {"sent": (1, D("225.00"))}
    assert said_by_status(today() + dt.timedelta(days=1)) == {}


@pytest.mark.parametrize("moved", [False, True])
def test_an_account_asks_little_with_and_without_a_movement(people, client, moved, django_assert_max_num_queries):
    customer = active_customer(people.rep1)
    if moved:
        posted_invoice(customer, "300.00")
    address = reverse("customer-account", args=[customer.pk])
    client.force_login(people.finance)
    client.get(address)
    with django_assert_max_num_queries(15):
        assert client.get(address).status_code == 200
