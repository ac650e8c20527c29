"""How contracts are performed: regular looks, deviations, contracts at risk (CON-15, RSK-06)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from contracts.contract.models import Contract
from contracts.filing.models import ContractFiling
from contracts.monitoring.models import Deviation, Monitoring
from contracts.monitoring.risks import at_risk, warnings_of
from contracts.monitoring.views import DeviationList
from contracts.monitoring.watching import (
    TASK,
    close_deviation,
    correct_deviation,
    is_due,
    open_monitoring,
    record_monitoring,
    report_deviation,
)
from contracts.tests.factories import active_contract, annexes
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Attachment, Notice, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def contract(customer):
    return active_contract(customer, start_date=today() - dt.timedelta(days=60))


def filed(contract, keeper, version=1):
    return ContractFiling.objects.create(
        contract=contract, version=version, received_by=keeper, received_on=today(), shelf="A-1"
    )


def deviation(contract, user, **fields):
    fields = {"clause": "delivery", "text": "第二批晚交五天", "found_on": today(), **fields}
    return report_deviation(contract.pk, user, **fields)


# -- deviations


def test_a_deviation_without_cause_and_action_is_not_closed(contract, people):
    """CON-15"""
    found = deviation(contract, people.rep1)
    with pytest.raises(BusinessError, match="closed only with its cause、corrective action"):
        close_deviation(found.pk, people.rep1, result="已补交")
    with pytest.raises(BusinessError, match="Name the cause and the corrective action"):
        correct_deviation(found.pk, people.rep1, cause="模具故障", action=" ")
    correct_deviation(found.pk, people.rep1, cause="模具故障", action="备用模具")
    close_deviation(found.pk, people.rep1, result="已补交")
    found.refresh_from_db()
    assert (found.status, found.closed_on, found.result) == ("closed", today(), "已补交")


def test_the_database_closes_no_deviation_without_cause(contract, people):
    """CON-15"""
    found = deviation(contract, people.rep1)
    with pytest.raises(IntegrityError, match="deviation_closed_with_cause_and_action"), transaction.atomic():
        Deviation.objects.filter(pk=found.pk).update(status="closed", closed_on=today())


def test_whoever_is_in_charge_hears_of_a_deviation_that_his_manager_found(contract, people):
    """CON-15"""
    found = deviation(contract, people.manager)
    assert list(Notice.objects.filter(url=found.get_absolute_url()).values_list("user", flat=True)) == [people.rep1.pk]


def test_only_sales_reports_and_corrects(contract, people):
    """CON-15"""
    for stranger in (people.rep2, people.finance, people.legal):
        with pytest.raises(PermissionDenied, match="The performance of a contract in force is followed by"):
            deviation(contract, stranger)
    found = deviation(contract, people.rep1)
    with pytest.raises(PermissionDenied, match="A deviation is worked on by"):
        correct_deviation(found.pk, people.finance, cause="a", action="b")
    assert Deviation.objects.get().status == "open"


def test_the_cause_of_an_older_window_does_not_replace_the_one_entered_meanwhile(client, contract, people):
    """CON-15"""
    found = deviation(contract, people.rep1)
    address = reverse("contract-deviation-do", args=[found.pk, "correct"])
    client.force_login(people.manager)
    older = client.get(address).context["seen"]
    correct_deviation(found.pk, people.rep1, cause="模具故障", action="备用模具")
    typed = {"cause": "运输延误", "action": "换承运商"}
    refused = client.post(address, {**typed, "seen": older}, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    for words in ("模具故障", "备用模具", "运输延误", "换承运商", str(people.rep1)):
        assert words in refused.content.decode(), words
    found.refresh_from_db()
    assert (found.cause, found.corrective_action) == ("模具故障", "备用模具")
    client.post(address, {**typed, "seen": refused.context["seen"]})
    found.refresh_from_db()
    assert found.cause == "运输延误"
    assert audit.timeline(found).filter(action="Edited").get().changes["cause"] == ["模具故障", "运输延误"]


def test_a_deviation_lies_in_the_past_and_says_something(contract, people):
    with pytest.raises(BusinessError, match="not found in the future"):
        deviation(contract, people.rep1, found_on=today() + dt.timedelta(days=1))
    with pytest.raises(BusinessError, match="Say what deviates"):
        deviation(contract, people.rep1, text=" ")


@pytest.mark.parametrize(
    ("sort", "order"),
    [("", ("-found_on", "-pk")), ("-found_on", ("-found_on", "-pk")), ("found_on", ("found_on", "pk"))],
)
def test_the_list_is_turned_round_as_a_whole_so_that_its_index_serves_both_directions(people, sort, order):
    rows = DeviationList.base_queryset(people.manager)
    found = DeviationList._table(rows, people.manager, QueryDict(f"sort={sort}"), any_order=False).data.data
    names = found.query.order_by or Deviation._meta.ordering
    assert tuple(dict.fromkeys(names)) == order


# -- the regular look


@pytest.mark.parametrize(
    ("last", "since", "day", "due"),
    [
        (None, dt.date(2026, 1, 5), dt.date(2026, 2, 1), False),
        (None, dt.date(2026, 1, 1), dt.date(2026, 2, 1), True),
        (dt.date(2026, 1, 15), dt.date(2025, 1, 1), dt.date(2026, 2, 1), False),
        (dt.date(2026, 1, 15), dt.date(2025, 1, 1), dt.date(2026, 3, 1), True),
    ],
)
def test_a_contract_is_looked_at_again_after_a_month(last, since, day, due):
    """CON-15, SET-44"""
    assert is_due(last, since, 1, day) is due


def test_the_job_gives_a_to_do_a_month_and_the_look_closes_it(contract, people):
    """CON-15, J18"""
    first = dt.datetime.combine(today().replace(day=1), dt.time(6), SHANGHAI)
    assert (open_monitoring(first), open_monitoring(first)) == (1, 0)
    assert Task.objects.open().get(kind=TASK).person == people.rep1
    record_monitoring(contract.pk, people.rep1, finding="按计划履行")
    assert not Task.objects.open().filter(kind=TASK).exists()
    assert Monitoring.objects.get().on == today()
    with pytest.raises(BusinessError, match="Say how the contract is performed"):
        record_monitoring(contract.pk, people.rep1, finding=" ")


# -- contracts at risk


def test_an_active_contract_without_filed_original_is_at_risk(contract, people):
    """RSK-06"""
    annexes(contract, people.rep1)
    assert list(at_risk(Contract.objects.all())) == [contract]
    assert warnings_of(contract) == ["The original of version 1 is not filed."]
    filed(contract, people.legal)
    assert list(at_risk(Contract.objects.all())) == []
    assert warnings_of(contract) == []


def test_a_missing_annex_puts_a_contract_at_risk_also_when_its_file_was_taken_off(contract, people):
    """RSK-06"""
    filed(contract, people.legal)
    annexes(contract, people.rep1, "technical_agreement", "quality_agreement")
    assert warnings_of(contract) == ["An annex is missing: Outgoing inspection standard."]
    last = annexes(contract, people.rep1, "outgoing_inspection_standard")[0]
    assert list(at_risk(Contract.objects.all())) == []
    Attachment.objects.filter(pk=last.attachment_id).update(removed_at=timezone.now(), removed_by=people.rep1)
    assert list(at_risk(Contract.objects.all())) == [contract]


def test_an_amended_contract_needs_the_seals_and_the_original_of_its_version(contract, people):
    """RSK-06"""
    annexes(contract, people.rep1)
    filed(contract, people.legal)
    Contract.objects.filter(pk=contract.pk).update(version=2)
    assert warnings_of(Contract.objects.get(pk=contract.pk)) == [
        "The original of version 2 is not filed.",
        "The amendment to version 2 is not signed and sealed by both.",
    ]


def test_what_is_not_in_force_is_no_risk(customer):
    """RSK-06"""
    active_contract(customer, status="completed")
    assert list(at_risk(Contract.objects.all())) == []


def test_a_contract_that_has_run_out_or_is_broken_is_at_risk(customer, people):
    """RSK-06"""
    old = active_contract(customer, start_date=today() - dt.timedelta(days=90), end_date=today() - dt.timedelta(days=1))
    broken = active_contract(customer)
    Contract.objects.filter(pk=broken.pk).update(breach_open=True)
    for each in (old, broken):
        annexes(each, people.rep1)
        filed(each, people.legal)
    assert set(at_risk(Contract.objects.all())) == {old, broken}
