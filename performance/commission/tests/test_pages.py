"""Pages of commission: the statement, the list, one's own, the month in the worker, paper and workbook."""

import datetime as dt
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.tests.factories_money import confirmed_payment, recorded_payment
from performance.commission.clock import take_up_runs
from performance.commission.computing import compute_month, run_month, start_month
from performance.commission.deciding import approve_statement, review_statement
from performance.commission.models import CommissionRun, CommissionStatement
from performance.commission.papers import paper_context
from performance.commission.tests.test_months import mature
from salesmgmt.core.calendar import now
from salesmgmt.core.domain import exports
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
MARCH = dt.date(2026, 3, 1)


@pytest.fixture
def march(people, time_machine):
    time_machine.move_to("2026-03-02T10:00+08:00")
    confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    confirmed_payment(active_customer(people.rep1), "5000.00")
    time_machine.move_to("2026-04-02T10:00+08:00")
    compute_month(MARCH, people.finance)
    return CommissionStatement.objects.get(person=people.rep1, month=MARCH)


def test_a_statement_says_line_by_line_from_which_payment(client, people, march):
    client.force_login(people.rep1)
    page = client.get(march.get_absolute_url()).content.decode()
    for line in march.lines.all():
        assert line.reference in page
        assert line.document_url in page
    assert "30.00" in page


def test_who_sees_which_statement(client, people, march):
    seen = {}
    for name in ("rep1", "rep2", "supervisor", "manager", "manager2", "director", "gm", "finance", "quality", "admin"):
        client.force_login(getattr(people, name))
        addresses = (march.get_absolute_url(), reverse("commission-pdf", args=[march.pk]))
        seen[name] = {client.get(address).status_code for address in addresses}
    allowed = {"rep1", "manager", "director", "gm", "finance"}
    assert {name for name, codes in seen.items() if codes == {200}} == allowed
    assert all(codes == {404} for name, codes in seen.items() if name not in allowed)


def test_my_commission_shows_what_comes_and_what_is_pending_and_why(client, people, march):
    coming = confirmed_payment(mature(people.rep1, people.manager), "20000.00")
    waiting = recorded_payment(active_customer(people.rep1), "777.00")
    client.force_login(people.rep1)
    page = client.get(reverse("my-commission")).content.decode()
    assert coming.number in page
    assert "60.00" in page
    page = client.get(reverse("my-commission-more")).content.decode()
    assert waiting.number in page
    assert march.lines.get(standing="pending_rate").reference in page
    client.force_login(people.rep2)
    assert coming.number not in client.get(reverse("my-commission")).content.decode()
    client.force_login(people.quality)
    assert client.get(reverse("my-commission")).status_code == 403


def test_the_month_is_computed_in_the_worker_with_progress(client, people, march, django_capture_on_commit_callbacks):
    client.force_login(people.finance)
    with django_capture_on_commit_callbacks():
        assert client.post(reverse("commission-months"), {"month": "2026-03-01"}).status_code == 302
    run = CommissionRun.objects.get()
    assert run.status == CommissionRun.Status.QUEUED
    page = client.get(reverse("commission-months")).content.decode()
    assert "commission-runs" in page
    assert take_up_runs(now()) == 0
    client.force_login(people.rep1)
    assert client.get(reverse("commission-months")).status_code == 403
    with pytest.raises(BusinessError, match="尚未结束"):
        start_month(people.finance, dt.date(2026, 4, 1))


@pytest.mark.django_db(transaction=True)
def test_the_worker_says_how_far_it_came(people, march):
    run = start_month(people.finance, MARCH)
    done = run_month(run.pk)
    assert (done.status, done.count) == (CommissionRun.Status.DONE, 2)


@pytest.mark.django_db(transaction=True)
def test_the_month_says_how_far_it_is_of_how_much(people, march):
    """A bar of nothing in all says nothing to who waits"""
    reported = []
    compute_month(MARCH, people.finance, lambda count, total: reported.append((count, total)))
    assert reported == [(2, 2)]


def test_pay_11_the_statement_goes_out_as_a_workbook(people, march):
    """PAY-11, F-37"""
    job = exports.start(people.finance, "commission-statements", f"statement={march.pk}")
    assert job.status == job.Status.DONE
    sheets = openpyxl.load_workbook(exports.file_of(job)).worksheets
    words = {str(cell) for sheet in sheets for row in sheet.values for cell in row}
    assert {march.number, *march.lines.values_list("reference", flat=True)} <= words
    head, first, *_rest = sheets[0].values
    assert dict(zip(head, first, strict=True))["Quota met"] == ("quota met" if march.qualified else "quota not met")
    for person in (people.rep1, people.manager, people.director):
        with pytest.raises(PermissionDenied, match="may not export"):
            exports.start(person, "commission-statements", "")


def test_f_37_is_a_draft_until_it_is_approved(people, march):
    context = paper_context(march)
    assert context["draft"]
    assert [line.amount for line in context["lines"]] == [Decimal("30.00"), Decimal("0.00")]
    review_statement(march.pk, people.director)
    approve_statement(march.pk, people.gm)
    march.refresh_from_db()
    context = paper_context(march)
    assert not context["draft"]
    assert [name for _role, name, _day in context["signatures"]] == [people.rep1, people.director, people.gm, ""]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_the_page_and_my_page_keep_their_queries(
    client, people, time_machine, count, django_assert_max_num_queries
):
    time_machine.move_to("2026-03-02T10:00+08:00")
    for _each in range(count):
        confirmed_payment(mature(people.rep1, people.manager), "1000.00")
    time_machine.move_to("2026-04-02T10:00+08:00")
    compute_month(MARCH, people.finance)
    statement = CommissionStatement.objects.get(person=people.rep1)
    for _each in range(count):
        confirmed_payment(mature(people.rep1, people.manager), "1000.00")
    client.force_login(people.rep1)
    client.get(reverse("commission-list"))
    for address, most in (
        (reverse("commission-list"), 14),
        (statement.get_absolute_url(), 20),
        (reverse("my-commission"), 14),
        (reverse("my-commission-more"), 17),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
