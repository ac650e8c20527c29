"""Progress by quantity, delays, repairs and what the customer says (PRD-07)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orders.inspection import result as inspection_result
from orders.production import delay, opinion, repair
from orders.production import run as production_run
from orders.production.models import Production
from orders.production.permissions import can_explain_delay
from orders.production.rules import is_delayed, repair_problem
from orders.production.states import ProductionKind
from orders.stock.permissions import can_enter_stock
from orders.tests import factories_fulfilment as make
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db

TEN, ELEVEN = dt.date(2026, 3, 10), dt.date(2026, 3, 11)


@pytest.fixture
def running(people):
    """Six of ten are done, planned for the tenth of March."""
    production = make.production_of(make.released_plan(people))
    production_run.start_production(production.pk, people.production)
    production_run.report_progress(production.pk, people.production, Decimal(6))
    Production.objects.filter(pk=production.pk).update(planned_date=TEN)
    production.refresh_from_db()
    return production


def alerts(who):
    return Notice.objects.filter(user=who, key__startswith="production-delay").count()


def test_60_per_cent_on_the_day_after_the_planned_one_is_delayed_and_told_once(people, running):
    """PRD-07, J08."""
    assert delay.notice_delays(at(TEN, dt.time(6))) == 0
    running.refresh_from_db()
    assert running.delayed is False
    assert delay.notice_delays(at(ELEVEN, dt.time(6))) == 2
    running.refresh_from_db()
    assert (running.delayed, running.percent, running.status) == (True, 60, "in_production")
    assert (alerts(people.rep1), alerts(people.production), alerts(people.rep2)) == (1, 1, 0)
    assert "60" in Notice.objects.get(user=people.rep1, key__startswith="production-delay").subject
    assert delay.notice_delays(at(ELEVEN, dt.time(7))) == 0
    assert alerts(people.rep1) == 1


@pytest.mark.parametrize(
    ("status", "day", "late"),
    [
        ("planned", TEN, False),
        ("planned", ELEVEN, True),
        ("rework", ELEVEN, True),
        ("completed", ELEVEN, False),
        ("cancelled", ELEVEN, False),
    ],
)
def test_the_planned_day_itself_is_in_time(status, day, late):
    """PRD-07."""
    assert is_delayed(status, TEN, day) is late


def test_a_new_date_is_told_to_the_rep_and_alerts_again_only_when_it_passes(people, running):
    """PRD-07."""
    delay.notice_delays(at(ELEVEN, dt.time(6)))
    new = today() + dt.timedelta(days=3)
    with pytest.raises(BusinessError, match="请填写延期原因"):
        delay.explain_delay(running.pk, people.production, cause=" ", expected_date=new)
    with pytest.raises(BusinessError, match="新日期已过"):
        delay.explain_delay(running.pk, people.production, cause="缺料", expected_date=ELEVEN)
    with pytest.raises(PermissionDenied, match="由生产部门说明"):
        delay.explain_delay(running.pk, people.rep1, cause="缺料", expected_date=new)
    delay.explain_delay(running.pk, people.production, cause="缺料", expected_date=new)
    assert Notice.objects.filter(user=people.rep1, body="缺料").count() == 1
    assert delay.notice_delays(at(new, dt.time(6))) == 0
    assert delay.notice_delays(at(new + dt.timedelta(days=1), dt.time(6))) == 2
    assert alerts(people.rep1) == 2


def test_what_has_recovered_is_delayed_no_more(people, running):
    """PRD-07: a later planned day, or the whole quantity."""
    delay.notice_delays(at(ELEVEN, dt.time(6)))
    Production.objects.filter(pk=running.pk).update(planned_date=ELEVEN)
    delay.notice_delays(at(ELEVEN, dt.time(8)))
    running.refresh_from_db()
    assert running.delayed is False
    Production.objects.filter(pk=running.pk).update(delayed=True)
    production_run.report_progress(running.pk, people.production, Decimal(10))
    running.refresh_from_db()
    assert (running.delayed, running.status) == (False, "completed")


def test_progress_names_its_day_and_never_goes_beyond_the_plan(people, running):
    """PRD-07."""
    for day in (today() - dt.timedelta(days=1), today() + dt.timedelta(days=1)):
        with pytest.raises(BusinessError, match="日期应在开工日与今天之间"):
            production_run.report_progress(running.pk, people.production, Decimal(7), day=day)
    with pytest.raises(BusinessError, match="不能报 10.01"):
        production_run.report_progress(running.pk, people.production, Decimal("10.01"))
    production_run.report_progress(running.pk, people.production, Decimal(7), day=today())
    assert running.progress.first().day == today()


def test_purchasing_reads_what_is_made_and_reports_nothing_of_it(people, running):
    """PRD-07: its cell of the matrix means the needs; of what is bought it tells more (ORD-08)."""
    assert Production.objects.visible_to(people.purchasing).filter(pk=running.pk).exists()
    with pytest.raises(PermissionDenied, match="生产进度由受理部门报告"):
        production_run.report_progress(running.pk, people.purchasing, Decimal(7))
    with pytest.raises(PermissionDenied, match="延期原因和新日期由生产部门说明"):
        delay.explain_delay(running.pk, people.purchasing, cause="毛坯未到", expected_date=today())
    running.kind = ProductionKind.TRADED
    assert can_explain_delay(people.purchasing, running)


def test_the_customers_opinion_is_passed_on_and_answered(people, running):
    """PRD-07."""
    with pytest.raises(PermissionDenied, match="由负责的业务员传达"):
        opinion.pass_on_opinion(running.pk, people.rep2, text="请加强包装")
    opinion.pass_on_opinion(running.pk, people.rep1, text="请加强包装")
    message = running.messages.get()
    with pytest.raises(PermissionDenied, match="由生产部门答复"):
        opinion.answer_opinion(running.pk, people.rep1, message=message, answer="好")
    opinion.answer_opinion(running.pk, people.production, message=message, answer="改用木箱")
    assert Notice.objects.filter(user=people.rep1, body="改用木箱").count() == 1
    with pytest.raises(BusinessError, match="已经答复"):
        opinion.answer_opinion(running.pk, people.production, message=message, answer="再答")


def open_repair(people, order, quantity=2):
    return repair.open_repair(
        order.pk,
        people.production,
        order_line=order.lines.get(),
        quantity=Decimal(quantity),
        requirement="更换油封",
        planned_date=today(),
    )


def test_a_repair_runs_beside_production_and_moves_no_stock(people):
    """PRD-07, 003 (三)3: the rep follows its progress; it is no production of the contract."""
    note = make.signed_delivery(people)
    order = note.order
    route(order, role="prod")
    job = open_repair(people, order)
    assert (job.kind, job.status, job.plan_line) == ("repair", "planned", None)
    assert Notice.objects.filter(user=people.rep1, body="更换油封").count() == 1
    production_run.start_production(job.pk, people.production)
    production_run.report_progress(job.pk, people.production, Decimal(2))
    inspection = job.inspections.get()
    inspection_result.record_inspection(inspection.pk, people.quality, quantity_passed=Decimal(2), standard="Q/01")
    inspection.refresh_from_db()
    assert (inspection.status, can_enter_stock(people.warehouse, inspection)) == ("passed", False)
    assert Production.objects.making().filter(order=order).count() == 1


def test_a_repair_of_more_than_was_delivered_is_refused(people):
    """PRD-07."""
    order = make.signed_delivery(people).order
    route(order, role="prod")
    with pytest.raises(BusinessError, match="只有 10 在客户处且不在维修"):
        open_repair(people, order, 11)
    open_repair(people, order, 8)
    with pytest.raises(BusinessError, match="只有 2 在客户处且不在维修"):
        open_repair(people, order, 3)
    with pytest.raises(PermissionDenied, match="维修单由生产部"):
        repair.open_repair(
            order.pk,
            people.rep1,
            order_line=order.lines.get(),
            quantity=Decimal(1),
            requirement="更换油封",
            planned_date=today(),
        )
    assert Production.objects.filter(kind="repair").count() == 1


@pytest.mark.parametrize(("quantity", "ok"), [(3, True), (4, False), (0, False)])
def test_each_piece_is_in_repair_once(quantity, ok):
    """PRD-07."""
    assert (repair_problem(Decimal(quantity), Decimal(10), Decimal(7)) == "") is ok


def test_the_board_shows_what_is_running_to_whoever_works_on_it(client, people, running):
    """PRD-07: progress is reported from the board."""
    client.force_login(people.production)
    page = client.get(reverse("production-board")).content.decode()
    assert reverse("production-do", args=[running.pk, "progress"]) in page
    assert "6 / 10" in page
    client.force_login(people.rep2)
    assert "6 / 10" not in client.get(reverse("production-board")).content.decode()
    client.force_login(people.finance)
    assert client.get(reverse("production-board")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_asks_the_same_questions_for_one_card_and_three(client, people, rows, django_assert_num_queries):
    for _each in range(rows):
        make.released_plan(people)
    client.force_login(people.director)
    client.get(reverse("production-board"))
    with django_assert_num_queries(7):
        client.get(reverse("production-board"))
