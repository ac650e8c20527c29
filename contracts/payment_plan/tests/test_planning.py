"""The payment plan of a contract: who writes it, and what it refuses."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.urls import reverse

from contracts.contract.drafting import submit_contract
from contracts.contract.models import Contract
from contracts.payment_plan.planning import begin_plan, due_day_of, rows_of, write_plan
from contracts.tests.factories import active_contract, contract
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ADVANCE = {"part": "advance", "percent": Decimal(30), "event": "signature", "days": 0}
REST = {"part": "acceptance", "percent": Decimal(65), "event": "acceptance", "days": 30}
RETENTION = {"part": "retention", "percent": Decimal(5), "event": "warranty_end", "days": 0}


def written(made, user, *lines, **terms):
    terms = {"terms": "invoice", "days": 30, "warranty_months": 12, **terms}
    return write_plan(begin_plan(made.pk, user).pk, user, lines=list(lines), **terms)


def test_the_instalments_of_a_signed_contract_have_their_days(customer, people):
    plan = written(active_contract(customer), people.rep1, ADVANCE, REST, RETENTION)
    rows = rows_of(plan)
    assert [(row.amount, row.due_on, row.state) for row in rows] == [
        (300, today(), "due"),
        (650, None, "waiting"),
        (50, None, "waiting"),
    ]


def test_instalments_beyond_the_contract_are_refused(customer, people):
    made = active_contract(customer)
    with pytest.raises(BusinessError, match=r"come to 1,300.00, the contract to 1,000.00 only"):
        written(made, people.rep1, {**ADVANCE, "percent": Decimal(100)}, {**REST, "percent": Decimal(30)})
    assert made.payment_plan.instalments.count() == 0


def test_in_force_it_is_written_once_and_again_after_an_amendment(customer, people):
    made = active_contract(customer)
    written(made, people.rep1, ADVANCE)
    with pytest.raises(PermissionDenied, match="A payment plan is a term of the contract"):
        begin_plan(made.pk, people.rep1)
    Contract.objects.filter(pk=made.pk).update(version=2)
    assert begin_plan(made.pk, people.rep1).instalments.count() == 1


def test_nobody_else_writes_it(customer, people):
    made = contract(customer)
    for stranger in (people.rep2, people.manager, people.finance):
        with pytest.raises(PermissionDenied, match="A payment plan is a term of the contract"):
            begin_plan(made.pk, stranger)


def test_a_contract_that_is_worth_less_than_its_plan_is_not_submitted(customer, people):
    made = contract(customer)
    written(made, people.rep1, {**ADVANCE, "percent": None, "amount": Decimal(1000)})
    Contract.objects.filter(pk=made.pk).update(amount=900)
    with pytest.raises(BusinessError, match=r"come to 1,000.00, the contract to 900.00 only"):
        submit_contract(made.pk, people.rep1)


def test_the_terms_of_the_plan_give_the_due_day_of_an_invoice(customer, people):
    made = active_contract(customer)
    assert due_day_of(made, today()) is None
    written(made, people.rep1, ADVANCE, terms="monthly", days=0)
    due = due_day_of(Contract.objects.get(pk=made.pk), today())
    assert (due.month, due >= today()) == (today().month, True)


def test_the_form_is_posted_and_the_page_shows_the_plan(client, customer, people):
    made = active_contract(customer)
    plan = begin_plan(made.pk, people.rep1)
    client.force_login(people.rep1)
    data = {
        "terms": "monthly",
        "days": 30,
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 0,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 500,
        "lines-0-part": "advance",
        "lines-0-percent": 30,
        "lines-0-event": "signature",
        "lines-0-days": 0,
    }
    address = reverse("payment-plan-edit", args=[plan.pk])
    assert client.post(address, {**data, "days": ""}).status_code == 422
    assert client.post(address, data).status_code == 302
    assert 'id="payment-plan"' in client.get(made.get_absolute_url()).content.decode()
    client.force_login(people.rep2)
    assert client.get(address).status_code == 404


def test_what_was_paid_stands_on_a_phone_too(customer, people):
    plan = written(active_contract(customer), people.rep1, ADVANCE, REST)
    rows = [replace(row, paid=Decimal(120)) for row in rows_of(plan)[:1]]
    part = {"plan": plan, "rows": rows, "planned": Decimal(300), "paid": Decimal(120)}
    shown = render_to_string("contracts/payment_plan/_plan.html", {"part": part})
    beside = re.findall(r'<div class="d-md-none text-secondary">(.*?)</div>', shown)
    assert beside == ["Paid ¥120.00", "Paid ¥120.00"]
