"""What a contract lacks of its papers is kept on it, whoever writes; and whose its filings and amendments are (RSK-06)."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.amendment.models import ContractAmendment
from contracts.annex.models import ContractAnnex
from contracts.contract.filed_models import SignedOriginal
from contracts.contract.models import Contract
from contracts.filing.filters import FilingFilter
from contracts.filing.models import ContractFiling
from contracts.monitoring.models import Deviation
from contracts.monitoring.risks import at_risk, wrong_papers
from contracts.termination.models import ContractTermination
from contracts.tests.factories import active_contract, annexes, approved_contract
from customers.duplicate.merge import merge_customers
from customers.tests.factories import active_customer
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.models import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

FLAGS = ("lacks_original", "lacks_seal", "lacks_technical", "lacks_quality", "lacks_standard")


@pytest.fixture
def contract(customer):
    return active_contract(customer)


def lacking(contract):
    contract.refresh_from_db()
    return {name.removeprefix("lacks_") for name in FLAGS if getattr(contract, name)}


def filing(contract, keeper, version=1):
    return ContractFiling(contract=contract, version=version, received_by=keeper, received_on=today(), shelf="A-1")


def test_each_paper_that_comes_or_goes_is_noted_at_once(contract, people):
    """RSK-06"""
    assert lacking(contract) == {"original", "technical", "quality", "standard"}
    ContractFiling.objects.bulk_create([filing(contract, people.legal)])
    assert lacking(contract) == {"technical", "quality", "standard"}
    annexes(contract, people.rep1)
    assert lacking(contract) == set()
    ContractAnnex.objects.filter(contract=contract, kind="quality_agreement").delete()
    assert lacking(contract) == {"quality"}
    ContractAnnex.objects.filter(contract=contract, kind="technical_agreement").update(kind="other")
    assert lacking(contract) == {"quality", "technical"}
    ContractFiling.objects.filter(contract=contract).delete()
    assert lacking(contract) == {"quality", "technical", "original"}
    assert wrong_papers() == []


def test_a_file_taken_off_and_put_back_is_noted(contract, people):
    """RSK-06"""
    files = Attachment.objects.filter(pk=annexes(contract, people.rep1)[0].attachment_id)
    files.update(removed_at=timezone.now(), removed_by=people.rep1)
    assert lacking(contract) == {"original", "technical"}
    files.update(removed_at=None, removed_by=None)
    assert lacking(contract) == {"original"}


def test_a_new_version_needs_its_own_original_and_seals(contract, people):
    """RSK-06"""
    annexes(contract, people.rep1)
    filing(contract, people.legal).save()
    Contract.objects.filter(pk=contract.pk).update(version=2)
    assert lacking(contract) == {"original", "seal"}
    SignedOriginal.objects.create(contract=contract, revision=1, version=2)
    filing(contract, people.legal, version=2).save()
    assert lacking(contract) == set()


def test_only_a_contract_in_force_lacks_papers(customer, contract):
    """RSK-06"""
    assert lacking(approved_contract(customer)) == set()
    assert lacking(contract)
    contract.status = Contract.Status.COMPLETED
    contract.save()
    assert (lacking(contract), contract.in_force_until) == (set(), None)


def test_a_contract_that_is_prolonged_has_not_run_out(contract):
    """RSK-06"""
    for end in (today() - dt.timedelta(days=1), today()):
        contract.start_date, contract.end_date = today() - dt.timedelta(days=90), end
        contract.save()
        contract.refresh_from_db()
        assert contract.in_force_until == end
        assert list(at_risk(Contract.objects.all()).filter(is_over=True)) == ([contract] if end < today() else [])


def test_what_a_page_read_before_is_not_written_back(contract, people):
    """A save of the whole contract does not undo what was filed since."""
    old = Contract.objects.get(pk=contract.pk)
    filing(contract, people.legal).save()
    old.title = "另一个名称"
    old.save()
    assert "original" not in lacking(contract)


def test_the_list_asks_the_contracts_alone(contract, people):
    """RSK-06: no table of papers is looked through to show a page."""
    with CaptureQueriesContext(connection) as asked:
        assert list(at_risk(Contract.objects.visible_to(people.manager))) == [contract]
    tables = "contracts_contractfiling", "contracts_contractannex", "contracts_signedoriginal"
    assert not [each["sql"] for each in asked if any(table in each["sql"] for table in tables)]


def test_an_annex_of_a_department_that_reviews_nothing_is_not_missing(contract, people):
    """RSK-06, SET-27"""
    filing(contract, people.legal).save()
    annexes(contract, people.rep1, "technical_agreement")
    assert list(at_risk(Contract.objects.all())) == [contract]
    change_setting("contract_departments", ["tec", "leg"], people.admin)
    assert list(at_risk(Contract.objects.all())) == []


def test_the_check_names_the_contract_that_does_not_agree_and_mends_it(contract, people, capsys):
    """RSK-06"""
    filed = filing(contract, people.legal)
    filed.save()
    call_command("check_contract_papers")
    other = active_customer(people.rep1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE contracts_contract DISABLE TRIGGER keep_papers")
        cursor.execute("UPDATE contracts_contract SET lacks_seal = true")
        cursor.execute("ALTER TABLE contracts_contract ENABLE TRIGGER keep_papers")
        cursor.execute("ALTER TABLE contracts_contractfiling DISABLE TRIGGER customer_of_contract")
        cursor.execute("UPDATE contracts_contractfiling SET customer_id = %s", [other.pk])
        cursor.execute("ALTER TABLE contracts_contractfiling ENABLE TRIGGER customer_of_contract")
    assert wrong_papers() == [contract.pk]
    with pytest.raises(CommandError, match="1 contracts do not agree"):
        call_command("check_contract_papers")
    assert str(contract) in capsys.readouterr().err
    call_command("check_contract_papers", "--mend")
    filed.refresh_from_db()
    assert (wrong_papers(), filed.whose) == ([], contract.customer)


def test_what_belongs_to_a_contract_goes_with_it_to_the_file_that_is_kept(customer, contract, people):
    """CUS-13: filings, amendments, terminations and deviations are their new customer's."""
    rows = [
        filing(contract, people.legal),
        ContractAmendment(contract=contract, number="A", start_date=today(), end_date=today()),
        ContractTermination(contract=contract, number="T"),
        Deviation(contract=contract, found_on=today() - dt.timedelta(days=1), clause="delivery", text="晚交"),
    ]
    for row in rows:
        row.save()
    kept = active_customer(people.rep1)
    merge_customers(kept.pk, people.manager, customer.pk, "同一家企业")
    for row in rows:
        assert type(row).objects.get(pk=row.pk).whose == kept
    assert wrong_papers() == []


@pytest.mark.parametrize("words", ["渝峰", "yufeng", "yf", "CON-7701"])
def test_parts_are_found_by_the_words_of_their_contract(people, words):
    """Name, pinyin, initials and number, as the contract itself; a shelf by its own."""
    named = active_contract(active_customer(people.rep1, name="渝峰车桥"), number="CON-7701")
    other = active_contract(active_customer(people.rep1, name="北碚仪控"), number="CON-8802")
    for made, shelf in ((named, "A-1"), (other, "B-2")):
        row = filing(made, people.legal)
        row.shelf = shelf
        row.save()

    def found(text):
        rows = ContractFiling.objects.visible_to(people.manager)
        return [row.contract for row in FilingFilter(QueryDict(f"q={text}"), rows, user=people.manager).qs]

    assert found(words) == [named]
    assert found("B-2") == [other]
    assert set(found("")) == {named, other}
