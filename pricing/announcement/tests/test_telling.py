"""Customers are told of new prices (PRC-10)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from customers.tests.factories import active_customer
from pricing.adjustment.clock import run_daily
from pricing.adjustment.effect import close_adjustment, departments_waiting, notices_of, recall_adjustment
from pricing.adjustment.views import PriceAdjustmentList
from pricing.announcement.models import PriceNotice
from pricing.announcement.telling import accept_prices, explain_prices, object_to_prices, told_of
from pricing.tests.actions import EFFECTS, adjusted, step_for
from pricing.tests.factories import quote
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import acknowledge
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def running(people, product):
    """An adjustment in force that concerns three customers."""
    for owner in (people.rep1, people.rep1, people.rep2):
        quote(active_customer(owner), [(product, 1, 100)], status="sent", sent_on=today())
    return adjusted(people.rep1, people.manager, {product: 110})


def test_two_of_three_are_told_and_after_the_third_it_can_be_closed(client, people, running):
    """PRC-10: the adjustment shows 2/3 and stays implemented; after the third it can be closed."""
    first, second, third = running.notices.order_by("pk")
    for notice in (first, second):
        explain_prices(notice.pk, notice.customer.owner, "随行就市，合同期内不变")
    assert told_of(running) == (2, 3)
    client.force_login(people.manager)
    for address in (running.get_absolute_url(), reverse("price-adjustment-list")):
        assert "2/3" in client.get(address).content.decode(), address
    with translation.override("en"), pytest.raises(BusinessError, match="1 customers have not been told yet"):
        close_adjustment(running.pk, people.rep1)
    assert fresh(running).status == "implemented"
    explain_prices(third.pk, people.rep2, "已电话说明")
    close_adjustment(running.pk, people.rep1)
    assert (fresh(running).status, told_of(running)) == ("closed", (3, 3))


def test_closing_says_which_departments_have_still_to_acknowledge(client, people, product):
    """PRC-09, PRC-10: it waits for the customers alone, and leaves the hand-over with the departments, plainly said."""
    made = adjusted(people.rep1, people.manager, {product: 110})
    for role, person in (("pln", people.planner), ("cmg", people.contracts)):
        acknowledge(notices_of(made).get(role=role).pk, person)
    client.force_login(people.manager)
    headers = {"Accept-Language": "en"}
    for address in (reverse("price-adjustment-do", args=[made.pk, "close"]), made.get_absolute_url()):
        assert "Not yet acknowledged by: Finance." in client.get(address, headers=headers).content.decode(), address
    close_adjustment(made.pk, people.manager)
    page = client.get(made.get_absolute_url(), headers=headers).content.decode()
    assert "the hand-over stays with them until they acknowledge it" in page
    assert "Closed before every department has acknowledged" in page
    acknowledge(notices_of(made).get(role="fin").pk, people.finance)
    assert "Not yet acknowledged" not in client.get(made.get_absolute_url(), headers=headers).content.decode()


def test_of_a_department_the_last_hand_over_counts(people, product):
    """PRC-09: an adjustment that was recalled and agreed to again is told again."""
    made = adjusted(people.rep1, people.manager, {product: 110}, days=3)
    recall_adjustment(made.pk, people.manager, "暂缓")
    assert departments_waiting(fresh(made)) == []
    approvals.submit(fresh(made), people.rep1)
    approvals.approve(step_for(fresh(made), people.manager), people.manager, "同意", data=EFFECTS)
    assert sorted(departments_waiting(fresh(made))) == ["Contract management", "Finance", "Planner"]
    for notice in notices_of(made).order_by("-pk")[:3]:
        acknowledge(notice.pk, User.objects.with_role(notice.role).first())
    assert departments_waiting(fresh(made)) == []


def test_whoever_is_in_charge_gets_a_to_do_that_telling_does(people, running):
    notice = running.notices.filter(customer__owner=people.rep2).get()
    task = Task.objects.get(kind="price-notice", object_id=notice.pk)
    assert (task.person, task.due_on) == (people.rep2, running.effective_on)
    assert Notice.objects.filter(user=people.rep2, subject__startswith="请向您的客户说明新价格").exists()
    explain_prices(notice.pk, people.rep2, "已说明")
    assert fresh(task).status == "done"


def test_the_talk_is_recorded_with_whom_and_when(people, running):
    notice = running.notices.filter(customer__owner=people.rep1).first()
    contact = notice.customer.contacts.create(name="王经理", phone="13800000000")
    explain_prices(notice.pk, people.rep1, " 面谈，理解 ", contact)
    notice = fresh(notice)
    assert (notice.status, notice.talk, notice.contact, notice.told_by) == (
        "explained",
        "面谈，理解",
        contact,
        people.rep1,
    )
    assert notice.told_at is not None


def test_nobody_is_told_without_words(people, running):
    notice = running.notices.filter(customer__owner=people.rep1).first()
    with pytest.raises(BusinessError, match="Say how you explained it"):
        explain_prices(notice.pk, people.rep1, " ")
    other = active_customer(people.rep1).contacts.create(name="李", phone="13800000000")
    with pytest.raises(BusinessError, match="belongs to another customer"):
        explain_prices(notice.pk, people.rep1, "x", other)
    with pytest.raises(IntegrityError, match="told_with_words"), transaction.atomic():
        PriceNotice.objects.filter(pk=notice.pk).update(status="explained")
    assert fresh(notice).status == "pending"


@pytest.mark.parametrize("name", ["rep2", "supervisor", "director", "finance", "gm", "admin"])
def test_only_who_is_in_charge_of_the_customer_tells_him(people, running, name):
    notice = running.notices.filter(customer__owner=people.rep1).first()
    with pytest.raises(PermissionDenied, match="explained to the customer by whoever is in charge"):
        explain_prices(notice.pk, getattr(people, name), "x")
    assert fresh(notice).status == "pending"


def test_the_customer_accepts_or_objects_and_the_objection_reaches_the_decider(people, running):
    notices = list(running.notices.filter(customer__owner=people.rep1))
    for notice in notices:
        explain_prices(notice.pk, people.rep1, "已说明")
    accept_prices(notices[0].pk, people.rep1, "同意")
    with pytest.raises(BusinessError, match="Say why the customer objects"):
        object_to_prices(notices[1].pk, people.rep1, "")
    object_to_prices(notices[1].pk, people.rep1, "要求年内不变")
    assert [fresh(each).status for each in notices] == ["accepted", "objected"]
    assert Notice.objects.filter(user=people.manager, subject__contains="对新价格有异议").count() == 1
    accept_prices(notices[1].pk, people.rep1, "让步后同意")
    assert fresh(notices[1]).status == "accepted"


def test_whoever_was_told_of_new_prices_hears_that_they_were_recalled(people, product):
    """PRC-09"""
    made = adjusted(people.rep1, people.manager, {product: 110}, days=3)
    recall_adjustment(made.pk, people.manager, "暂缓")
    for person in (people.rep2, people.supervisor, people.finance, people.planner):
        assert Notice.objects.filter(user=person, subject__contains="价格不变").count() == 1, person


def test_a_recalled_adjustment_tells_nobody_any_more(people, product):
    quote(active_customer(people.rep1), [(product, 1, 100)], status="sent", sent_on=today())
    made = adjusted(people.rep1, people.manager, {product: 110}, days=3)
    recall_adjustment(made.pk, people.manager, "暂缓")
    notice = made.notices.get()
    assert (notice.status, Task.objects.get(kind="price-notice").status) == ("cancelled", "cancelled")
    assert told_of(made) is None


def test_customers_may_be_told_before_the_day(people, product):
    quote(active_customer(people.rep1), [(product, 1, 100)], status="sent", sent_on=today())
    made = adjusted(people.rep1, people.manager, {product: 110}, days=3)
    explain_prices(made.notices.get().pk, people.rep1, "下月起执行")
    with pytest.raises(BusinessError, match="cannot become"):
        close_adjustment(made.pk, people.rep1)
    run_daily(at(today() + timedelta(days=3)))
    close_adjustment(made.pk, people.rep1)
    assert fresh(made).status == "closed"


def test_pages_show_only_the_own_customers(client, people, running):
    client.force_login(people.rep2)
    page = client.get(reverse("price-notice-list")).content.decode()
    mine, other = (running.notices.filter(customer__owner=each).first() for each in (people.rep2, people.rep1))
    assert mine.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(mine.get_absolute_url()).status_code == 200
    answer = client.post(reverse("price-notice-do", args=[mine.pk, "explain"]), {"talk": "已说明"})
    assert (answer.status_code, fresh(mine).status) == (302, "explained")


def test_the_list_carries_no_names_of_adjustments_but_the_chosen_one(client, people, product, running):
    """PRC-10: two hundred adjustments are looked up as one types, and narrow the list."""
    other = adjusted(people.rep1, people.manager, {product: 120}, effective_on=today() + timedelta(days=9))
    client.force_login(people.manager)
    page = client.get(reverse("price-notice-list"), {"adjustment": running.pk})
    assert {row.record.adjustment_id for row in page.context["page"].object_list} == {running.pk}
    assert f'<option value="{running.pk}" selected>' in page.content.decode()
    assert f'<option value="{other.pk}"' not in page.content.decode()
    items = client.get(reverse("lookup", args=["told_adjustment"]), {"q": running.number}).json()["items"]
    assert [item["value"] for item in items] == [running.pk]
    # A representative chooses among those of which he tells his customers, and an address with another names it not.
    client.force_login(people.rep1)
    items = client.get(reverse("lookup", args=["told_adjustment"])).json()["items"]
    assert running.pk in {item["value"] for item in items}
    page = client.get(reverse("price-notice-list"), {"adjustment": running.pk})
    assert running.number in page.content.decode()
    assert len(page.context["page"].object_list) == 2
    client.force_login(people.rep3)
    assert client.get(reverse("lookup", args=["told_adjustment"])).json()["items"] == []
    assert running.number not in client.get(reverse("price-notice-list"), {"adjustment": running.pk}).content.decode()


def test_the_list_begins_with_the_newest_adjustment(client, people, product, running):
    newer = adjusted(people.rep1, people.manager, {product: 120}, effective_on=today() + timedelta(days=9))
    client.force_login(people.manager)
    page = client.get(reverse("price-notice-list"), {"view": "all"}).context["page"].object_list
    assert [row.record.adjustment_id for row in page] == [newer.pk] * 3 + [running.pk] * 3


def test_told_of_all_stands_beside_each_adjustment(people, product, running):
    """PRC-10: also where nobody has been told, or nobody is to be."""
    explain_prices(running.notices.filter(customer__owner=people.rep2).get().pk, people.rep2, "已说明")
    empty = adjusted(people.rep1, people.manager, {product: 120}, days=9, segment="key")
    rows = {each.pk: each for each in PriceAdjustmentList.base_queryset(people.manager)}
    assert (rows[running.pk].told_count, rows[running.pk].notice_count) == (1, 3)
    assert (rows[empty.pk].told_count, rows[empty.pk].notice_count) == (0, empty.notices.count())
