"""The early warning: each alert once, with its figures; taken on, closed with a reason or by itself (RSK-03)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from customers.complaint.models import Complaint
from customers.complaint.states import ComplaintChannel
from customers.tests.factories import active_customer, approved_evaluation
from orders.production.models import Production
from orders.tests.factories_fulfilment import production_of, released_plan
from orders.tests.factories_money import posted_invoice
from performance.alert.clock import watch_risks
from performance.alert.finding import why
from performance.alert.handling import acknowledge_alert, close_alert, edit_rule, load_first_rules
from performance.alert.models import Alert, AlertRule
from performance.alert.rules import Finding, judge, lower_limit, share
from performance.alert.states import AlertCause
from performance.metric.tests.test_metrics import sold
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import AuditEntry, Notice, Task, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def reads_english(people, client):
    """Pages and notices speak the language of their reader."""
    User.objects.update(language="en")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture(autouse=True)
def rules(db):
    load_first_rules()


def only(*causes):
    """The other rules are out of use."""
    AlertRule.objects.exclude(cause__in=causes).update(is_active=False)


def days_ago(number):
    return today() - dt.timedelta(days=number)


def found(cause):
    return Alert.objects.get(rule__cause=cause)


def test_rsk_03_a_threshold_opens_and_a_lower_limit_ends():
    """RSK-03: from 80 % on, until below 75 %."""
    near = [Finding(1, 1, "A", opens=True), Finding(2, 2, "B", opens=False), Finding(3, 3, "C", opens=True)]
    judgement = judge(near, {2, 3, 4})
    assert ([each.object_id for each in judgement.new], judgement.kept, judgement.gone) == ([1], [2, 3], [4])
    assert [lower_limit(Decimal(80), limit) for limit in (None, Decimal(75), Decimal(99))] == [80, 75, 80]
    assert (share(1, 4), share(1, 0)) == (25, None)


def test_rsk_03_line_overdue_and_grade_drop_give_three_alerts_each_once(people, customer):
    """RSK-03: the acceptance of the requirement, and the job run twice and on the next day."""
    approved_evaluation(customer, "D", approved_on=today())
    posted_invoice(customer, "150000.01", date=days_ago(100), due_date=days_ago(60))
    only(AlertCause.OVERDUE, AlertCause.NEAR_LINE, AlertCause.OVER_LINE, AlertCause.GRADE_DROP)
    assert watch_risks(timezone.now()) == 3
    assert (watch_risks(timezone.now()), watch_risks(timezone.now() + dt.timedelta(days=1))) == (0, 0)
    alerts = {alert.rule.cause: alert for alert in Alert.objects.select_related("rule")}
    assert set(alerts) == {"overdue", "over_line", "grade_drop"}
    assert why(alerts["overdue"]).startswith("61 days overdue since")
    assert "¥150,000.01" in why(alerts["overdue"]) or "150,000.01" in why(alerts["overdue"])
    assert "warning line" in why(alerts["over_line"])
    assert "from B to D" in why(alerts["grade_drop"])
    twice = Alert(number="X", rule=alerts["overdue"].rule, customer=customer, object_id=customer.pk, subject="x")
    twice.content_type, twice.opened_on, twice.seen_on = alerts["overdue"].content_type, today(), today()
    with pytest.raises(IntegrityError, match="one_alert_per_object_and_rule"), transaction.atomic():
        twice.save()


def test_on_the_sixtieth_day_and_not_before(people, customer):
    only(AlertCause.OVERDUE)
    posted_invoice(customer, "100", date=days_ago(100), due_date=days_ago(59))
    assert watch_risks(timezone.now()) == 0
    assert watch_risks(timezone.now() + dt.timedelta(days=1)) == 1


def test_rsk_03_near_the_line_swings_without_a_second_alert(people, customer):
    """RSK-03: opens at 80 % of 150,000, stays at 78 %, ends at 74 %."""
    approved_evaluation(customer, "D", approved_on=today())
    only(AlertCause.NEAR_LINE)
    account = posted_invoice(customer, "120000", date=today(), due_date=today()).customer.account

    def at(balance):
        account.__class__.objects.filter(pk=account.pk).update(balance=balance)
        return watch_risks(timezone.now()), found(AlertCause.NEAR_LINE).status

    assert at(120_000) == (1, "open")
    assert at(117_000) == (0, "open")
    assert at(124_000) == (0, "open")
    assert at(111_000) == (0, "closed")
    alert = found(AlertCause.NEAR_LINE)
    assert (alert.outcome, alert.closed_by, alert.cleared_on) == ("The cause has gone.", None, today())
    account.__class__.objects.filter(pk=account.pk).update(balance=120_000)
    assert watch_risks(timezone.now()) == 1


def test_rsk_03_who_goes_over_the_line_is_no_longer_near_it_and_the_alert_says_so(people, customer):
    """RSK-03: the alert about the nearness ends with what has become of it, in the look that opens the worse one."""
    approved_evaluation(customer, "D", approved_on=today())
    only(AlertCause.NEAR_LINE, AlertCause.OVER_LINE)
    account = posted_invoice(customer, "120000", date=today(), due_date=today()).customer.account
    watch_risks(timezone.now())
    account.__class__.objects.filter(pk=account.pk).update(balance=160_000)
    assert watch_risks(timezone.now()) == 1
    near, over = found(AlertCause.NEAR_LINE), found(AlertCause.OVER_LINE)
    assert (near.status, near.outcome) == ("closed", "The customer is over the warning line now.")
    assert over.status == "open"
    entry = AuditEntry.objects.filter(object_id=near.pk, to_status="closed") | AuditEntry.objects.filter(
        object_id=near.pk, action="Closed by itself"
    )
    assert {each.comment for each in entry} == {"The customer is over the warning line now."}


def test_rsk_03_owner_and_manager_are_told_once_and_the_owner_has_a_to_do(people, customer):
    """RSK-03: told on change alone, never copied to everybody."""
    only(AlertCause.OVERDUE)
    posted_invoice(customer, "100", date=days_ago(100), due_date=days_ago(70))
    watch_risks(timezone.now())
    watch_risks(timezone.now())
    assert set(Notice.objects.filter(subject__contains="new alert").values_list("user", flat=True)) == {
        people.rep1.pk,
        people.manager.pk,
    }
    task = Task.objects.get(kind="alert")
    assert task.person_id == people.rep1.pk
    alert = found(AlertCause.OVERDUE)
    with pytest.raises(BusinessError, match="what you do"):
        acknowledge_alert(alert.pk, people.rep1, "  ")
    with pytest.raises(PermissionDenied, match="responsible for the customer"):
        acknowledge_alert(alert.pk, people.rep2, "call")
    acknowledge_alert(alert.pk, people.rep1, "Call on Friday.")
    alert.refresh_from_db()
    task.refresh_from_db()
    assert (alert.status, alert.taken_by, alert.measure) == ("acknowledged", people.rep1, "Call on Friday.")
    assert task.done_at is not None
    with pytest.raises(BusinessError, match="cannot become"):
        acknowledge_alert(alert.pk, people.manager, "again")


def test_rsk_03_closed_with_a_reason_it_stays_closed_until_the_cause_has_gone(people, customer):
    """RSK-03, SEC-04: not by whoever is responsible himself."""
    only(AlertCause.OVERDUE)
    invoice = posted_invoice(customer, "100", date=days_ago(100), due_date=days_ago(70))
    watch_risks(timezone.now())
    alert = found(AlertCause.OVERDUE)
    for person in (people.rep1, people.supervisor, people.manager2, people.finance, people.gm, people.admin):
        with pytest.raises(PermissionDenied, match="closed with a reason by the manager"):
            close_alert(alert.pk, person, "fine")
    with pytest.raises(BusinessError, match="Give the reason"):
        close_alert(alert.pk, people.manager, " ")
    alert.refresh_from_db()
    assert alert.status == "open"
    close_alert(alert.pk, people.manager, "Agreed in writing.")
    assert watch_risks(timezone.now() + dt.timedelta(days=1)) == 0
    type(invoice).objects.filter(pk=invoice.pk).update(open_amount=0)
    watch_risks(timezone.now())
    alert.refresh_from_db()
    assert (alert.outcome, alert.closed_by, alert.cleared_on) == ("Agreed in writing.", people.manager, today())
    posted_invoice(customer, "100", date=days_ago(100), due_date=days_ago(70))
    assert watch_risks(timezone.now()) == 1


def test_late_production_from_the_third_day_on(people):
    only(AlertCause.LATE_PRODUCTION)
    production = production_of(released_plan(people))
    Production.objects.filter(pk=production.pk).update(planned_date=days_ago(2))
    assert watch_risks(timezone.now()) == 0
    assert watch_risks(timezone.now() + dt.timedelta(days=1)) == 1
    assert "3 days late" in why(found(AlertCause.LATE_PRODUCTION))


def test_dependence_on_one_customer(people, customer):
    only(AlertCause.ONE_CUSTOMER)
    other = active_customer(people.rep2)
    sold(people, customer, "300", today())
    sold(people, other, "700", today())
    assert watch_risks(timezone.now()) == 2
    AlertRule.objects.filter(cause=AlertCause.ONE_CUSTOMER).update(threshold=50, clear_at=40)
    watch_risks(timezone.now())
    assert dict(Alert.objects.values_list("customer", "status")) == {customer.pk: "closed", other.pk: "open"}
    assert why(Alert.objects.get(customer=other)).startswith("70.0 % of what was sold in 12 months")


def test_many_complaints(people, customer):
    only(AlertCause.COMPLAINTS)
    now = timezone.now()

    def complain(number):
        Complaint.objects.create(
            number=f"C{number}",
            customer=customer,
            channel=ComplaintChannel.EMAIL,
            content="noise",
            received_at=now,
            contact_name="Li",
            contact_phone="13800000000",
            location_type=customer.location_type,
            half_time_at=now + dt.timedelta(hours=12),
            deadline_at=now + dt.timedelta(hours=24),
        )

    complain(1)
    assert watch_risks(now) == 0
    complain(2)
    assert watch_risks(now) == 1
    assert why(found(AlertCause.COMPLAINTS)) == "2 complaints on 0 orders in 3 months."


def test_a_rule_is_edited_by_director_and_administrator(client, people):
    rule = AlertRule.objects.get(cause=AlertCause.ONE_CUSTOMER)
    for person in (people.rep1, people.manager, people.gm, people.finance):
        with pytest.raises(PermissionDenied, match="set by the administrator"):
            edit_rule(rule.pk, person, threshold=Decimal(1))
    for fields, words in (
        ({"threshold": None}, "from when on"),
        ({"threshold": Decimal(20), "clear_at": Decimal(25)}, "ends below"),
        ({"months": None}, "how many months"),
    ):
        with pytest.raises(BusinessError, match=words):
            edit_rule(rule.pk, people.director, **fields)
    client.force_login(people.admin)
    page = reverse("alert-rule-edit", args=[rule.pk])
    assert client.get(page).status_code == 200
    answer = client.post(page, {"is_active": "on", "threshold": "40", "clear_at": "35", "months": "6"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    rule.refresh_from_db()
    assert (rule.threshold, rule.clear_at, rule.months) == (40, 35, 6)
    assert client.get(reverse("alert-rule-list")).status_code == 200


def test_a_rule_that_matches_everything_is_refused_with_how_many_it_would_open(client, people, customer):
    for number in range(3):
        sold(people, active_customer(people.rep1), f"{100 + number}", today())
    rule = AlertRule.objects.get(cause=AlertCause.ONE_CUSTOMER)
    change_setting("most_alerts_at_once", 2, people.admin)
    with pytest.raises(BusinessError, match="3 alerts would open at once, more than 2"):
        edit_rule(rule.pk, people.director, threshold=Decimal("0.01"), clear_at=None)
    rule.refresh_from_db()
    before = rule.threshold
    client.force_login(people.admin)
    page = reverse("alert-rule-edit", args=[rule.pk])
    answer = client.post(page, {"is_active": "on", "threshold": "0.01", "clear_at": "", "months": "12"})
    assert answer.status_code == 409
    assert 'value="0.01"' in answer.content.decode()
    rule.refresh_from_db()
    assert rule.threshold == before
    edit_rule(rule.pk, people.director, threshold=Decimal(90), clear_at=None)


def test_a_rule_out_of_use_ends_its_alerts(people, customer):
    only(AlertCause.OVERDUE)
    posted_invoice(customer, "100", date=days_ago(100), due_date=days_ago(70))
    watch_risks(timezone.now())
    edit_rule(AlertRule.objects.get(cause=AlertCause.OVERDUE).pk, people.director, is_active=False)
    watch_risks(timezone.now())
    assert found(AlertCause.OVERDUE).outcome == "The rule was switched off."


def test_who_sees_which_alert(client, people, customer):
    only(AlertCause.OVERDUE, AlertCause.ONE_CUSTOMER)
    posted_invoice(customer, "100", date=days_ago(100), due_date=days_ago(70))
    sold(people, customer, "100", today())
    watch_risks(timezone.now())
    credit, other = found(AlertCause.OVERDUE), found(AlertCause.ONE_CUSTOMER)
    for person, first, second in (
        (people.rep1, 200, 200),
        (people.supervisor, 200, 200),
        (people.manager, 200, 200),
        (people.gm, 200, 200),
        (people.finance, 200, 404),
        (people.rep2, 404, 404),
        (people.manager2, 404, 404),
        (people.quality, 404, 404),
        (people.admin, 404, 404),
    ):
        client.force_login(person)
        assert [client.get(each.get_absolute_url()).status_code for each in (credit, other)] == [first, second], (
            person.username
        )


@pytest.mark.parametrize("count", [1, 3])
def test_list_page_and_job_keep_their_queries(client, people, count, django_assert_max_num_queries):
    customers = [active_customer(people.rep1) for _each in range(count)]
    for customer in customers:
        posted_invoice(customer, "100", date=days_ago(100), due_date=days_ago(70))
    only(AlertCause.OVERDUE, AlertCause.GRADE_DROP, AlertCause.NO_ORIGINAL, AlertCause.LATE_PRODUCTION)
    watch_risks(timezone.now())
    with CaptureQueriesContext(connection) as asked:
        watch_risks(timezone.now() + dt.timedelta(days=1))
    assert len(asked) == QUERIES_OF_THE_JOB
    client.force_login(people.manager)
    client.get(reverse("alert-list"))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("alert-list")).status_code == 200
    page = reverse("customer-alerts", args=[customers[0].pk])
    client.get(page)
    with django_assert_max_num_queries(40):
        assert client.get(page).status_code == 200


QUERIES_OF_THE_JOB = 48


def test_buttons_of_the_page(client, people, customer):
    only(AlertCause.OVERDUE)
    posted_invoice(customer, "100", date=days_ago(100), due_date=days_ago(70))
    watch_risks(timezone.now())
    alert = found(AlertCause.OVERDUE)
    client.force_login(people.manager)
    act = reverse("alert-do", args=[alert.pk, "acknowledge"])
    assert act in client.get(alert.get_absolute_url()).content.decode()
    assert client.post(act, {"comment": ""}).status_code == 422
    assert client.post(act, {"comment": "Call"}).status_code == 302
    assert client.post(reverse("alert-do", args=[alert.pk, "close"]), {"comment": "Paid"}).status_code == 302
    alert.refresh_from_db()
    assert (alert.status, alert.outcome) == ("closed", "Paid")
