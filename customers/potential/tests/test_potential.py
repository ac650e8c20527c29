"""LEAD-08: sample confirmed and intent agreed make a potential customer, counted once for each rep and year."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from customers.lead.models import Lead, LeadAssessment
from customers.opportunity.conversion import convert_lead
from customers.opportunity.models import Opportunity
from customers.opportunity.potential import potential_count, potential_counts
from customers.potential.milestone import agree_intent, confirm_sample
from customers.tests.factories import LeadFactory
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.attachments import kinds_of
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.tests.e2e.pages import PDF

pytestmark = pytest.mark.django_db

MAY, JUNE = dt.date(2026, 5, 1), dt.date(2026, 6, 1)


def paper(name="样品确认单.pdf"):
    return SimpleUploadedFile(name, PDF)


def lead_of(person, **fields):
    return LeadFactory(owner=person, status="contacted", created_by=person, **fields)


def test_both_milestones_make_a_potential_customer_of_the_year(people):
    """LEAD-08"""
    lead = lead_of(people.rep1)
    confirm_sample(Lead, lead.pk, people.rep1, MAY, "前桥总成 2 件", "尺寸合格，台架试验通过", paper())
    assert potential_count(people.rep1, 2026) == 0
    agree_intent(Lead, lead.pk, people.rep1, JUNE, "年需 3000 套", paper("意向书.pdf"))
    assert (potential_count(people.rep1, 2026), potential_count(people.rep1, 2025)) == (1, 0)
    assert potential_count(people.rep2, 2026) == 0
    lead.refresh_from_db()
    assert (lead.sample_confirmed_on, lead.intent_agreed_on, lead.potential_on) == (MAY, JUNE, JUNE)
    assert kinds_of(lead) == {"Sample confirmation", "Letter of intent"}


@pytest.mark.parametrize("fields", [{"sample_confirmed_on": MAY}, {"intent_agreed_on": JUNE}, {}])
def test_one_of_the_two_is_not_enough(people, fields):
    """LEAD-08"""
    lead_of(people.rep1, **fields)
    assert potential_counts(2026) == {}


def test_the_later_one_says_the_year(people):
    """LEAD-08"""
    lead_of(people.rep1, sample_confirmed_on=dt.date(2025, 12, 20), intent_agreed_on=dt.date(2026, 1, 5))
    lead_of(people.rep1, sample_confirmed_on=JUNE, intent_agreed_on=MAY)
    lead_of(people.rep2, sample_confirmed_on=MAY, intent_agreed_on=dt.date(2025, 3, 1))
    assert (potential_counts(2025), potential_counts(2026)) == ({}, {people.rep1.pk: 2, people.rep2.pk: 1})


def test_a_converted_lead_counts_once_with_its_opportunity_which_goes_on(people):
    """LEAD-08"""
    lead = lead_of(people.rep1)
    confirm_sample(Lead, lead.pk, people.rep1, MAY, "前桥总成", "合格", paper())
    Lead.objects.filter(pk=lead.pk).update(status="qualified")
    LeadAssessment.objects.create(lead=lead)
    convert_lead(lead.pk, people.rep1, name=lead.company, location_type="local", title="前桥")
    opportunity = Opportunity.objects.get()
    assert (opportunity.sample_confirmed_on, kinds_of(opportunity)) == (MAY, {"Sample confirmation"})
    agree_intent(Opportunity, opportunity.pk, people.rep1, JUNE, "年需 3000 套", paper())
    assert potential_counts(2026) == {people.rep1.pk: 1}


@pytest.mark.parametrize("name", ["rep2", "supervisor", "manager", "gm"])
def test_only_the_responsible_rep_records_them(people, name):
    lead = lead_of(people.rep1)
    with pytest.raises(PermissionDenied, match="样品和意向由负责的销售代表登记"):
        confirm_sample(Lead, lead.pk, getattr(people, name), MAY, "前桥", "合格", paper())
    lead.refresh_from_db()
    assert (lead.sample_confirmed_on, kinds_of(lead)) == (None, set())


@pytest.mark.parametrize("status", ["new", "assigned", "disqualified"])
def test_nothing_is_recorded_before_anybody_was_spoken_to(people, status):
    lead = LeadFactory(owner=people.rep1, status=status, disqualified_reason="…")
    with pytest.raises(BusinessError, match="”时不能登记"):
        agree_intent(Lead, lead.pk, people.rep1, MAY, "意向", paper())
    lead.refresh_from_db()
    assert lead.intent_agreed_on is None


def test_a_milestone_lies_in_the_past(people):
    lead = lead_of(people.rep1)
    with pytest.raises(BusinessError, match="日期不能晚于今天"):
        confirm_sample(Lead, lead.pk, people.rep1, today() + dt.timedelta(days=1), "前桥", "合格", paper())
    lead.refresh_from_db()
    assert lead.sample_confirmed_on is None
