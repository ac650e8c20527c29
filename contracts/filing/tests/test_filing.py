"""The original in the hands of contract management, and the alert where it is not (CON-13)."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from contracts.contract.models import Contract
from contracts.filing.models import ContractFiling
from contracts.filing.receiving import TASK, alert_unfiled, due_on, file_original
from contracts.tests.factories import active_contract
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task
from salesmgmt.core.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
MONDAY = dt.date(2026, 8, 10)


@pytest.fixture
def keeper(people):
    return UserFactory(username="keeper", roles=["cmg"])


def at(day):
    return dt.datetime.combine(day, dt.time(8), SHANGHAI)


@pytest.mark.parametrize(
    ("signed", "days", "last"),
    [
        (MONDAY, 3, dt.date(2026, 8, 13)),
        (dt.date(2026, 8, 13), 3, dt.date(2026, 8, 18)),
        (MONDAY, 1, dt.date(2026, 8, 11)),
    ],
)
def test_the_time_for_filing_is_counted_in_working_days(signed, days, last):
    """CON-13"""
    assert due_on(signed, days) == last


def test_signed_on_monday_and_not_filed_by_thursday_is_alerted_on_friday(people):
    """CON-13: rep and manager, once, and the to-do stays until it is filed."""
    from customers.tests.factories import active_customer

    with time_machine.travel(at(MONDAY), tick=False):
        contract = active_contract(active_customer(people.rep1), start_date=MONDAY)
    for day in (13, 12, 11):
        assert alert_unfiled(at(dt.date(2026, 8, day))) == 0
    friday = at(dt.date(2026, 8, 14))
    assert (alert_unfiled(friday), alert_unfiled(friday)) == (1, 0)
    told = Notice.objects.filter(url=contract.get_absolute_url()).values_list("user", flat=True)
    assert set(told) == {people.rep1.pk, people.manager.pk}
    assert Task.objects.open().filter(kind=TASK, person=people.rep1).count() == 1


def test_the_setting_gives_more_time(people, customer):
    """CON-13, SET-36"""
    active_contract(customer, start_date=MONDAY)
    change_setting("filing_working_days", 10, people.admin)
    assert alert_unfiled(at(dt.date(2026, 8, 14))) == 0


def test_contract_management_files_the_original_once_a_version(customer, keeper, people):
    """CON-13"""
    contract = active_contract(customer)
    filing = file_original(contract.pk, keeper, received_on=today(), shelf="A-12")
    assert (filing.shelf, filing.received_by, filing.version) == ("A-12", keeper, 1)
    with pytest.raises(BusinessError, match="The original of version 1 is filed already"):
        file_original(contract.pk, keeper, received_on=today(), shelf="A-13")
    Contract.objects.filter(pk=contract.pk).update(version=2)
    assert file_original(contract.pk, keeper, received_on=today(), shelf="A-12").version == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"received_on": dt.timedelta(days=1), "shelf": "A"}, "cannot be received in the future"),
        ({"received_on": dt.timedelta(days=-1), "shelf": "A"}, "nobody had the original before that"),
        ({"received_on": dt.timedelta(0), "shelf": " "}, "Say on which shelf the original lies"),
    ],
)
def test_a_filing_is_of_a_day_after_the_signature_and_names_its_shelf(customer, keeper, fields, reason):
    """CON-13"""
    contract = active_contract(customer)
    with pytest.raises(BusinessError, match=reason):
        file_original(contract.pk, keeper, **{**fields, "received_on": today() + fields["received_on"]})
    assert ContractFiling.objects.count() == 0


def test_nobody_but_contract_management_files(customer, people):
    """CON-13"""
    contract = active_contract(customer)
    for stranger in (people.rep1, people.manager, people.legal, people.finance):
        with pytest.raises(PermissionDenied, match="filed by contract management"):
            file_original(contract.pk, stranger, received_on=today(), shelf="A")
    assert ContractFiling.objects.count() == 0


def test_a_second_window_hears_that_the_original_was_filed_meanwhile(client, customer, keeper):
    """CON-13"""
    contract = active_contract(customer)
    client.force_login(keeper)
    address = reverse("contract-do", args=[contract.pk, "file"])
    page = {"HX-Request": "true", "HX-Target": "dialog-content", "Accept-Language": "en"}
    page["HX-Current-URL"] = f"http://testserver{contract.get_absolute_url()}"
    typed = {"received_on": today().isoformat(), "shelf": "A-1"}
    assert client.post(address, typed, headers=page).status_code == 200
    refused = client.get(address, headers=page)
    assert refused.status_code == 409
    for words in ("This can no longer be done.", str(keeper), "Original filed"):
        assert words in refused.content.decode(), words
    assert client.get(address).status_code == 403
