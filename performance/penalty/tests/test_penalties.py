"""Penalties: evidence, hearing, decision, recovery; confidential to the superior line (PAY-06, PAY-07)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from performance.penalty.deciding import (
    decide_penalty,
    dismiss_penalty,
    hear_penalty,
    recover_penalty,
    state_view,
)
from performance.penalty.models import Penalty
from performance.penalty.papers import paper_context
from performance.penalty.proposing import propose_penalty
from performance.penalty.rules import proposed_for_concealment, proposed_for_poor_control
from performance.risk.reporting import report_risk
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
KNOWN, LOST = dt.date(2026, 3, 1), dt.date(2026, 3, 20)


@pytest.fixture(autouse=True)
def in_april(time_machine):
    time_machine.move_to("2026-04-02T10:00+08:00")


def proposed(people, customer, **fields):
    content = {
        "kind": "concealment",
        "person": people.rep1,
        "customer": customer,
        "facts": "The customer had stopped paying everybody; goods went out all the same.",
        "direct_loss": Decimal("100000.00"),
        "loss_on": LOST,
        "first_known_on": KNOWN,
        "known_from": "visit report of 1 March",
    }
    return propose_penalty(people.director, **{**content, **fields})


def decided(people, penalty, amount="80000.00"):
    hear_penalty(penalty.pk, people.director, "He says he was told to wait.", dt.date(2026, 4, 2))
    return decide_penalty(penalty.pk, people.gm, Decimal(amount), "The report was due.")


def test_pay_06_eighty_per_cent_of_the_direct_loss():
    """PAY-06, SET-21"""
    assert proposed_for_concealment(Decimal(100_000), Decimal(80)) == Decimal("80000.00")


def test_pay_06_a_direct_loss_of_100_000_gives_80_000_and_only_with_evidence(people, customer):
    """PAY-06: the day the risk was first known, where it is seen, and the missing report"""
    for missing in ({"first_known_on": None}, {"known_from": "  "}):
        with pytest.raises(BusinessError, match="Without evidence"):
            proposed(people, customer, **missing)
    assert not Penalty.objects.exists()
    penalty = proposed(people, customer)
    assert (penalty.proposed_amount, penalty.rate, penalty.status) == (Decimal("80000.00"), Decimal(80), "proposed")
    assert penalty.late_report is None
    assert Notice.objects.filter(user=people.rep1, subject__contains="penalty").exists()


def test_pay_06_a_risk_that_was_reported_in_time_was_not_concealed(people, customer, time_machine):
    """PAY-06, RSK-01: the report's time is unalterable"""
    time_machine.move_to("2026-03-10T10:00+08:00")
    risk = {"category": "credit", "title": "Late", "description": "d", "proposal": "p", "known_since": KNOWN}
    report = report_risk(people.rep1, customer=customer, **risk)
    time_machine.move_to("2026-04-02T10:00+08:00")
    with pytest.raises(BusinessError, match=report.number):
        proposed(people, customer)
    late = proposed(people, customer, loss_on=dt.date(2026, 3, 5))
    assert late.late_report == report
    with pytest.raises(BusinessError, match="only after the loss"):
        proposed(people, customer, first_known_on=dt.date(2026, 3, 25))


def test_pay_07_poor_control_needs_an_amount_by_hand_with_its_reason(people, customer, settings_of):
    """PAY-07: SET-22 empty, loss of 100,000: no amount is computed"""
    assert proposed_for_poor_control(Decimal(100_000), None) is None
    poor = {"kind": "poor_control", "first_known_on": None, "known_from": ""}
    for hand in ({}, {"manual_amount": Decimal(5000)}, {"amount_reason": "first time"}):
        with pytest.raises(BusinessError, match="SET-22"):
            proposed(people, customer, **poor, **hand)
    with pytest.raises(BusinessError, match="more than the direct loss"):
        proposed(people, customer, **poor, manual_amount=Decimal(100_001), amount_reason="x")
    penalty = proposed(people, customer, **poor, manual_amount=Decimal(5000), amount_reason="first time")
    assert (penalty.rate, penalty.proposed_amount) == (None, Decimal("5000.00"))
    settings_of(poor_control_percent="10")
    penalty = proposed(people, customer, **poor)
    assert (penalty.rate, penalty.proposed_amount) == (Decimal(10), Decimal("10000.00"))


def test_pay_06_it_is_heard_then_decided_by_the_general_manager(people, customer):
    """PAY-06, SEC-04"""
    penalty = proposed(people, customer)
    with pytest.raises(BusinessError, match="cannot become"):
        decide_penalty(penalty.pk, people.gm, Decimal(1), "x")
    state_view(penalty.pk, people.rep1, "I told my supervisor.")
    with pytest.raises(PermissionDenied, match="person himself"):
        state_view(penalty.pk, people.rep2, "x")
    with pytest.raises(PermissionDenied, match="head of sales"):
        hear_penalty(penalty.pk, people.manager, "x", LOST)
    hear_penalty(penalty.pk, people.director, "He says nothing.", dt.date(2026, 4, 2))
    assert Notice.objects.filter(user=people.gm, subject__contains=penalty.number).exists()
    for person in (people.director, people.manager, people.finance, people.rep1):
        with pytest.raises(PermissionDenied, match="general manager"):
            decide_penalty(penalty.pk, person, Decimal(1), "x")
    with pytest.raises(BusinessError, match="reasons of the decision"):
        decide_penalty(penalty.pk, people.gm, Decimal(1), " ")
    with pytest.raises(BusinessError, match="direct loss"):
        decide_penalty(penalty.pk, people.gm, Decimal("100000.01"), "x")
    decide_penalty(penalty.pk, people.gm, Decimal("60000.00"), "The supervisor knew as well.")
    penalty.refresh_from_db()
    assert (penalty.status, penalty.amount, penalty.decided_by) == ("decided", Decimal("60000.00"), people.gm)


def test_a_penalty_without_fault_is_dismissed_with_the_reason(people, customer):
    penalty = proposed(people, customer)
    hear_penalty(penalty.pk, people.director, "He had reported by telephone.", dt.date(2026, 4, 2))
    with pytest.raises(BusinessError, match="Give the reason"):
        dismiss_penalty(penalty.pk, people.gm, "")
    assert paper_context(penalty)["draft"]
    done = dismiss_penalty(penalty.pk, people.gm, "The call is proved.")
    assert (done.status, done.decision, done.amount) == ("dismissed", "The call is proved.", None)
    assert not paper_context(done)["draft"]


def test_pay_06_it_is_recovered_in_instalments_under_the_cap(people, customer):
    """PAY-06: at most a fifth of the month's pay"""
    penalty = decided(people, proposed(people, customer), "3000.00")
    month = dt.date(2026, 3, 15)
    with pytest.raises(BusinessError, match=r"At most 20 % .* 2,000.00"):
        recover_penalty(penalty.pk, people.finance, month, Decimal(10_000), Decimal("2000.01"))
    recover_penalty(penalty.pk, people.finance, month, Decimal(10_000), Decimal(2000))
    with pytest.raises(BusinessError, match="taken already"):
        recover_penalty(penalty.pk, people.finance, month, Decimal(10_000), Decimal(100))
    april = dt.date(2026, 4, 1)
    with pytest.raises(BusinessError, match=r"Still to be recovered: 1,000.00"):
        recover_penalty(penalty.pk, people.finance, april, Decimal(10_000), Decimal(1001))
    with pytest.raises(PermissionDenied, match="Finance recovers"):
        recover_penalty(penalty.pk, people.gm, april, Decimal(10_000), Decimal(1000))
    done = recover_penalty(penalty.pk, people.finance, april, Decimal(10_000), Decimal(1000))
    assert (done.status, done.rest) == ("recovered", Decimal("0.00"))


def test_roles_a_penalty_is_confidential_to_the_superior_line_and_the_general_manager(client, people, customer):
    """roles.md, row-level rule 6; finance sees what was decided"""
    penalty = proposed(people, customer)
    answers = {}
    for name in ("rep1", "rep2", "supervisor", "manager", "manager2", "director", "gm", "finance", "quality", "admin"):
        client.force_login(getattr(people, name))
        answers[name] = [
            client.get(address).status_code
            for address in (penalty.get_absolute_url(), reverse("penalty-pdf", args=[penalty.pk]))
        ]
    seen = {name for name, codes in answers.items() if codes == [200, 200]}
    assert seen == {"rep1", "manager", "director", "gm"}
    assert {name for name, codes in answers.items() if codes == [404, 404]} == set(answers) - seen
    decided(people, penalty)
    client.force_login(people.finance)
    assert client.get(penalty.get_absolute_url()).status_code == 200


def test_nobody_proposes_one_against_himself_or_without_being_superior(people, customer):
    for user in (people.manager, people.gm, people.rep1, people.finance):
        with pytest.raises(PermissionDenied, match="superior"):
            propose_penalty(
                user,
                kind="poor_control",
                person=people.rep1,
                customer=customer,
                facts="x",
                direct_loss=Decimal(1),
                loss_on=LOST,
            )
    with pytest.raises(PermissionDenied, match="superior"):
        proposed(people, customer, person=people.director)


def test_the_form_the_list_and_the_page(client, people, customer):
    client.force_login(people.director)
    assert client.get(reverse("penalty-create")).status_code == 200
    form = {
        "kind": "concealment",
        "person": people.rep1.pk,
        "customer": customer.pk,
        "direct_loss": "100000",
        "loss_on": LOST,
        "facts": "facts",
        "first_known_on": KNOWN,
        "known_from": "visit report",
    }
    answer = client.post(reverse("penalty-create"), {**form, "first_known_on": ""})
    assert answer.status_code == 409
    answer = client.post(reverse("penalty-create"), form)
    penalty = Penalty.objects.get()
    assert answer.url == penalty.get_absolute_url()
    page = client.get(penalty.get_absolute_url()).content.decode()
    assert "直接损失的80%" in page
    assert penalty.number in client.get(reverse("penalty-list")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_keeps_its_queries(client, people, customer, count, django_assert_max_num_queries):
    for _each in range(count):
        proposed(people, active_customer(people.rep1))
    client.force_login(people.manager)
    client.get(reverse("penalty-list"))
    with django_assert_max_num_queries(14):
        assert client.get(reverse("penalty-list")).status_code == 200
