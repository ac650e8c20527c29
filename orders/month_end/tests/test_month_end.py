"""The month end: open points, the closing, nothing booked into a closed month, its reopening."""

import datetime as dt
from decimal import Decimal

import pgtrigger
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.account.models import Account, LedgerEntry
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.month_end.closing import close_again, close_month, months_to_close, propose_reopening, shut_until
from orders.month_end.models import MonthBalance, MonthEnd
from orders.month_end.open_points import marks_by_rep, open_points
from orders.month_end.states import MonthStatus
from orders.monthly_task.models import MonthlyAccountTask
from orders.payment.allocation import allocate
from orders.payment.models import Payment
from orders.payment.recording import confirm_payment, reverse_payment
from orders.receivables.ageing import with_ageing
from orders.statement.sending import make_statement
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import confirmed_payment, draft_invoice, posted_invoice, recorded_payment
from salesmgmt.core import calendar
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture(autouse=True)
def english(settings):
    """Pages speak English, too."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def first_of(back):
    """The first day of the month so many months ago."""
    return calendar.add_months(calendar.today().replace(day=1), -back)


def in_month(back, day=10):
    return first_of(back).replace(day=day)


def close(people, back=1, remark="已逐项核对，余项下月处理"):
    return close_month(people.finance, month=first_of(back), remark=remark)


def reopen(people, month_end, person=None):
    propose_reopening(month_end.pk, people.finance, "漏记一笔红字发票")
    step = approvals.open_steps_of(month_end).get()
    approvals.approve(step.pk, person or people.gm, "同意")
    month_end.refresh_from_db()
    return month_end


def figures(row):
    return [getattr(row, name) for name in MonthEnd.FIGURES]


class TestClosing:
    def test_the_balances_of_the_month_are_frozen_and_recomputed(self, people, customer):
        other = active_customer(people.rep2)
        posted_invoice(customer, "500.00", date=in_month(2))
        posted_invoice(customer, "300.00", date=in_month(1))
        confirmed_payment(customer, "120.00", date=in_month(1, 12))
        posted_invoice(other, "7.00", date=in_month(0, 1))
        found = close(people)
        assert (found.status, found.closings, found.accounts, found.closed_by) == ("closed", 1, 1, people.finance)
        assert figures(found) == [D(500), D(300), 0, D(120), 0, D(680)]
        row = MonthBalance.objects.get()
        assert (row.account.customer, figures(row)) == (customer, figures(found))
        assert differences() == []
        assert Notice.objects.filter(user=people.gm, subject__contains=str(found)).exists()

    def test_what_no_longer_agrees_is_found_by_the_check(self, people, customer):
        posted_invoice(customer, "300.00", date=in_month(1))
        close(people)
        kind = ContentType.objects.get_for_model(Invoice)
        with pgtrigger.ignore("orders.LedgerEntry:month_is_open"):
            LedgerEntry.objects.create(
                account=Account.objects.get(),
                date=in_month(1),
                kind="invoice",
                content_type=kind,
                object_id=1,
                reference="x",
                amount=5,
            )
        found = {each.check: (each.stored, each.computed) for each in differences()}
        assert found["month_balance"] == found["month_total"] == (D(300), D(305))

    def test_only_finance_closes_a_month_that_is_over_in_its_turn_and_once(self, people, customer):
        for person in (people.rep1, people.manager, people.director, people.gm, people.admin):
            with pytest.raises(PermissionDenied, match="A month is closed by finance"):
                close_month(person, month=first_of(1))
        with pytest.raises(BusinessError, match="closed when it is over"):
            close(people, 0)
        close(people, 3)
        with pytest.raises(BusinessError, match="closed already"):
            close(people, 3)
        with pytest.raises(BusinessError, match=f"{first_of(2):%Y-%m} comes first"):
            close(people, 1)
        assert months_to_close() == [first_of(2)]
        close(people, 2)
        close(people, 1)
        assert months_to_close() == [] and MonthEnd.objects.count() == 3

    def test_open_points_want_a_word_why(self, people, customer):
        recorded_payment(customer, "10.00", date=in_month(1))
        with pytest.raises(BusinessError, match="Payments to confirm 1.*say why the month is closed all the same"):
            close(people, remark=" ")
        assert not MonthEnd.objects.exists()
        assert close(people, remark="银行回单未到").remark == "银行回单未到"

    def test_books_that_do_not_agree_are_not_closed(self, people, customer):
        posted_invoice(customer, "300.00", date=in_month(1))
        Account.objects.update(balance=1)
        with pytest.raises(BusinessError, match="books do not agree"):
            close(people)
        assert not MonthEnd.objects.exists()


class TestShut:
    @pytest.fixture
    def shut(self, people, customer):
        posted_invoice(customer, "300.00", date=in_month(1))
        return close(people)

    @pytest.mark.parametrize("back", [1, 4])
    def test_no_invoice_and_no_payment_is_booked_into_it_or_before_it(self, people, customer, shut, back):
        invoice = draft_invoice(customer, "10.00", date=in_month(back))
        payment = recorded_payment(customer, "10.00", date=in_month(back))
        before = LedgerEntry.objects.count()
        words = f"closed up to {calendar.month_bounds(first_of(1))[1]}.*Date it from {first_of(0)} on"
        for act in (
            lambda: post_invoice(invoice.pk, people.finance),
            lambda: confirm_payment(payment.pk, people.finance, acknowledged=True),
        ):
            with pytest.raises(BusinessError, match=words):
                act()
        payment.refresh_from_db()
        assert (payment.status, LedgerEntry.objects.count()) == ("recorded", before)
        Payment.objects.filter(pk=payment.pk).update(date=first_of(0))
        confirm_payment(payment.pk, people.finance, acknowledged=True)
        assert LedgerEntry.objects.count() == before + 1

    def test_a_payment_reversed_after_the_month_closed_posts_into_the_open_month(self, people, customer):
        payment = confirmed_payment(customer, "40.00", date=in_month(1))
        shut = close(people)
        reverse_payment(payment.pk, people.finance, "退票")
        entry = LedgerEntry.objects.order_by("pk").last()
        assert (entry.kind, entry.date, entry.amount) == ("reversal", calendar.today(), D(40))
        shut.refresh_from_db()
        assert shut.closing == D(-40) and differences() == []

    def test_what_was_open_at_its_end_stays_open_then(self, people, customer):
        invoice = posted_invoice(customer, "300.00", date=in_month(1))
        payment = confirmed_payment(customer, "300.00", date=in_month(1, 12))
        close(people)
        allocate(payment.pk, people.finance, [(invoice.pk, D(300))])
        invoice.refresh_from_db()
        assert invoice.settled_on == first_of(0)
        last = calendar.month_bounds(first_of(1))[1]
        row = with_ageing(Account.objects.all(), last).get()
        assert row.open == D(300)

    def test_the_database_refuses_it_to_everybody(self, people, customer, shut):
        kind = ContentType.objects.get_for_model(Invoice)
        with pytest.raises(InternalError, match="the month of this entry is closed"), transaction.atomic():
            LedgerEntry.objects.create(
                account=Account.objects.get(),
                date=in_month(1),
                kind="invoice",
                content_type=kind,
                object_id=1,
                reference="x",
                amount=5,
            )
        assert LedgerEntry.objects.count() == 1


class TestReopening:
    def test_finance_proposes_and_the_general_manager_decides(self, people, customer):
        invoice = posted_invoice(customer, "300.00", date=in_month(1))
        found = close(people)
        with pytest.raises(PermissionDenied, match="proposed by finance and decided by the general manager"):
            propose_reopening(found.pk, people.gm, "x")
        with pytest.raises(BusinessError, match="reason"):
            propose_reopening(found.pk, people.finance, " ")
        propose_reopening(found.pk, people.finance, "漏记一笔")
        found.refresh_from_db()
        step = approvals.open_steps_of(found).get()
        assert found.status == MonthStatus.SUBMITTED and shut_until() is not None
        for person in (people.finance, people.director):
            with pytest.raises(PermissionDenied, match="decide"):
                approvals.approve(step.pk, person)
        approvals.approve(step.pk, people.gm, "同意")
        found.refresh_from_db()
        assert (found.status, shut_until()) == (MonthStatus.REOPENED, None)
        posted_invoice(customer, "20.00", date=in_month(1))
        close_again(found.pk, people.finance, "漏记已补")
        found.refresh_from_db()
        assert (found.status, found.closings, found.closing) == (MonthStatus.CLOSED, 2, D(320))
        assert [(row.run, row.closing) for row in MonthBalance.objects.order_by("run")] == [(1, D(300)), (2, D(320))]
        assert differences() == [] and invoice.is_live

    def test_refused_it_stays_closed(self, people, customer):
        found = close(people)
        propose_reopening(found.pk, people.finance, "漏记一笔")
        approvals.reject(approvals.open_steps_of(found).get().pk, people.gm, "下月冲正")
        found.refresh_from_db()
        assert found.status == MonthStatus.CLOSED and shut_until() == calendar.month_bounds(first_of(1))[1]

    def test_only_the_last_closed_month(self, people, customer):
        first = close(people, 2)
        close(people, 1)
        with pytest.raises(BusinessError, match=f"closed last can be reopened: {first_of(1):%Y-%m}"):
            propose_reopening(first.pk, people.finance, "漏记一笔")
        first.refresh_from_db()
        assert first.status == MonthStatus.CLOSED


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_closing_waits_for_who_is_booking_and_counts_it(self, people, customer):
        """Whoever comes first: either the entry is in the frozen balance, or it is refused. Never beside it."""
        posted_invoice(customer, "300.00", date=in_month(1))
        draft = draft_invoice(customer, "10.00", date=in_month(1))
        booked, closed = meet(
            lambda: post_invoice(draft.pk, people.finance),
            lambda: close(people),
        )
        assert isinstance(closed, MonthEnd)
        closed.refresh_from_db()
        expected = D(310) if isinstance(booked, Invoice) else D(300)
        assert isinstance(booked, (Invoice, BusinessError))
        assert closed.closing == expected == MonthBalance.objects.get().closing
        assert differences() == []

    def test_two_close_one_month(self, people, customer):
        posted_invoice(customer, "300.00", date=in_month(1))
        results = meet(lambda: close(people), lambda: close(people))
        assert sorted(type(each).__name__ for each in results) == ["BusinessError", "MonthEnd"]
        assert MonthBalance.objects.count() == 1


class TestPage:
    def points(self, back=1):
        return {str(each.label): each for each in open_points(*calendar.month_bounds(first_of(back)))}

    def test_every_point_is_a_number_and_a_sum_that_leads_to_its_list(self, people, customer, client):
        note = signed_delivery(people)
        DeliveryNote.objects.filter(pk=note.pk).update(
            signed_at=dt.datetime.combine(in_month(1), dt.time(12), calendar.SHANGHAI)
        )
        recorded_payment(customer, "11.00", date=in_month(1))
        confirmed_payment(customer, "12.00", date=in_month(1), reference="a")
        recorded_payment(customer, "99.00", date=calendar.today(), reference="b")
        draft_invoice(customer, "13.00", date=in_month(1))
        found = self.points()
        numbers = {label: (each.count, each.amount) for label, each in found.items() if each.count}
        assert numbers == {
            "Deliveries signed and not billed": (1, D(1000)),
            "Invoices drafted and not posted": (1, D(13)),
            "Payments to confirm": (1, D(11)),
            "Payments to allocate": (1, D(12)),
            "Customers without a statement": (1, D(-12)),
        }
        client.force_login(people.finance)
        for each in found.values():
            page = client.get(each.address)
            assert page.status_code == 200
            assert len(page.context["table"].rows) == each.count, each.label

    def test_the_page_stands_before_what_takes_long_is_counted_and_the_rows_come_after_it(
        self, people, customer, client
    ):
        posted_invoice(customer, "300.00", date=in_month(1))
        recorded_payment(customer, "11.00", date=in_month(1))
        month = f"{first_of(1):%Y-%m}"
        client.force_login(people.finance)
        page = client.get(reverse("month-end"), {"month": month})
        waiting = [point.label for point in page.context["slow"]]
        assert all(point.count is not None for point in page.context["points"])
        address = f"{reverse('month-end-points')}?month={month}"
        assert address in page.content.decode()
        found = client.get(address).context["points"]
        assert [point.label for point in found] == waiting
        assert {str(point.label): (point.count, point.amount) for point in found if point.count} == {
            "Payments to confirm": (1, D("11.00")),
            "Customers without a statement": (1, D("300.00")),
        }
        assert [point.address for point in found] == [point.address for point in page.context["slow"]]
        client.force_login(people.rep1)
        assert client.get(reverse("month-end-points")).status_code == 403

    def test_statements_by_their_state(self, people, customer):
        posted_invoice(customer, "300.00", date=in_month(1))
        first, last = calendar.month_bounds(first_of(1))
        assert self.points()["Customers without a statement"].count == 1
        made = make_statement(people.finance, customer=customer, date_from=first, date_to=last)
        found = self.points()
        assert found["Customers without a statement"].count == 0
        assert (found["Statements not sent"].count, found["Statements not sent"].amount) == (1, made.closing)

    def test_the_statements_not_sent_are_added_up_with_what_their_pages_say(self, people, customer, client):
        posted_invoice(customer, "300.00", date=in_month(1))
        first, last = calendar.month_bounds(first_of(1))
        made = make_statement(people.finance, customer=customer, date_from=first, date_to=last)
        posted_invoice(customer, "20.00", date=in_month(1))
        posted_invoice(customer, "5.00", date=calendar.today())
        point = self.points()["Statements not sent"]
        assert (point.count, point.amount, made.closing) == (1, D(320), D(300))
        client.force_login(people.finance)
        assert [row.record.said_closing for row in client.get(point.address).context["table"].rows] == [D(320)]

    def test_the_four_marks_of_each_rep(self, people, customer):
        last = calendar.month_bounds(first_of(1))[1]
        one = MonthlyAccountTask.objects.create(number="M1", customer=customer, month=first_of(0))
        other = active_customer(people.rep2)
        MonthlyAccountTask.objects.create(number="M2", customer=other, month=first_of(0))
        one.marks.create(kind="posting", marked_by=people.rep1)
        one.marks.create(kind="dunning", marked_by=people.rep1)
        found = {each.rep: (each.tasks, each.marks) for each in marks_by_rep(last)}
        assert found == {people.rep1: (1, [1, 0, 1, 0]), people.rep2: (1, [0, 0, 0, 0])}

    def test_who_opens_it_and_closes_on_it(self, people, customer, client):
        posted_invoice(customer, "300.00", date=in_month(1))
        for person, status in ((people.rep1, 403), (people.manager, 403), (people.gm, 200), (people.director, 200)):
            client.force_login(person)
            assert client.get(reverse("month-end")).status_code == status
        client.force_login(people.finance)
        month = f"{first_of(1):%Y-%m}"
        assert "Close the month" in client.get(reverse("month-end"), {"month": month}).content.decode()
        answer = client.post(reverse("month-end-create"), {"month": month, "remark": ""})
        assert answer.status_code == 409 and "Open still" in answer.content.decode()
        answer = client.post(reverse("month-end-create"), {"month": month, "remark": "对账单下周发出"})
        found = MonthEnd.objects.get()
        assert answer.status_code == 302 and answer.url == found.get_absolute_url()
        page = client.get(found.get_absolute_url()).content.decode()
        assert "Propose to reopen it" in page and "300.00" in page
        listed = client.get(reverse("month-end-balances", args=[found.pk])).content.decode()
        assert customer.name in listed and "300.00" in listed
        for wrong in ("x", "9999-99", "0001-01"):
            assert client.get(reverse("month-end"), {"month": wrong}).status_code == 200

    def test_the_pages_ask_the_same_for_three_rows(self, people, client):
        client.force_login(people.finance)
        found = None
        counts = []
        for _round in range(2):
            if found is not None:
                reopen(people, found)
            for _number in range(1 if found is None else 2):
                customer = active_customer(people.rep1)
                posted_invoice(customer, "300.00", date=in_month(1))
                MonthlyAccountTask.objects.create(number=customer.number, customer=customer, month=first_of(0))
            found = close(people) if found is None else close_again(found.pk, people.finance, "补")
            here = []
            for address in (
                reverse("month-end"),
                reverse("month-end-list"),
                reverse("month-end-balances", args=[found.pk]),
                reverse("without-statement"),
            ):
                client.get(address)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(address).status_code == 200
                here.append(len(asked))
            counts.append(here)
        assert counts[0] == counts[1] == [13, 8, 11, 8]
