"""The demo company's leads in every state, also late, idle and in the public pool."""

import datetime as dt
from functools import partial
from itertools import cycle

from django.core.files.base import ContentFile
from django.utils import timezone

from customers.customer.models import Customer
from customers.lead.clock import flag_first_contacts, mark_idle_leads
from customers.lead.following import assess_lead, assign_lead, create_lead, disqualify_lead, log_activity, qualify_lead
from customers.lead.models import Lead
from customers.lead.states import LeadAssessmentRating, LeadSource
from customers.opening.demo_names import LEADS
from customers.potential.milestone import agree_intent, confirm_sample
from customers.potential.papers import potential_pdf
from salesmgmt.core.calendar import today
from salesmgmt.core.demo_clock import at
from salesmgmt.core.domain.numbering import next_number

PEOPLE_WHO_ASSIGN = {"rep1": "supervisor", "rep2": "supervisor2", "rep3": "supervisor", "rep4": "manager2"}
# Idle at that time, announced, and by now in the public pool.
CLOCK_RAN = dt.timedelta(days=5)
SOURCES_THEN = (
    LeadSource.EXHIBITION,
    LeadSource.REFERRAL,
    LeadSource.EXHIBITION,
    LeadSource.TELEPHONE,
    LeadSource.WEB_SEARCH,
)


def build_leads(company):
    for row in LEADS:
        _lead(company, *row)
    now = timezone.now()
    for moment in (now - CLOCK_RAN, now):
        with at(moment):
            flag_first_contacts(moment)
            mark_idle_leads(moment)
    _milestones()
    _first_leads()


def _first_leads():
    """How the customers of two years ago had come: of every fourth nobody wrote it down."""
    sources = cycle(SOURCES_THEN)
    known = Customer.objects.filter(owner__isnull=False).select_related("owner", "region").order_by("pk")
    for place, customer in enumerate(known):
        if place % 4 == 3:
            continue
        heard = customer.created_at - dt.timedelta(days=20)
        lead = Lead.objects.create(
            number=next_number(Lead.KIND, heard.date()),
            status=Lead.Status.CONVERTED,
            customer=customer,
            company=customer.name,
            contact_name=customer.contacts.get(is_primary=True).name,
            phone=customer.phone,
            source=next(sources),
            owner=customer.owner,
            region=customer.region,
            created_by=customer.owner,
            assigned_at=heard,
            first_contact_at=heard,
            last_activity_at=heard,
        )
        Lead.objects.filter(pk=lead.pk).update(created_at=heard)


def _lead(company, name, contact, source, channel, campaign, need, account, state, days):
    """Each act at its own time: entered, assigned some hours later, contacted when half of the days had passed."""
    rep, boss = getattr(company, account), getattr(company, PEOPLE_WHO_ASSIGN[account])
    entered = timezone.now() - dt.timedelta(days=days, hours=3)
    with at(entered):
        lead = create_lead(
            rep,
            company=name,
            contact_name=contact,
            phone=f"139{days:02d}{len(need):03d}{len(name):03d}",
            source=source,
            channel=channel,
            campaign=campaign,
            need=need,
        )
    Lead.objects.filter(pk=lead.pk).update(created_at=entered)
    if state == "new":
        return lead
    with at(entered + dt.timedelta(hours=2)):
        assign_lead(lead.pk, boss, rep, "请尽快联系")
    if state == "disqualified":
        return disqualify_lead(lead.pk, boss, "无合作可能")
    if state == "assigned":
        return lead
    with at(timezone.now() - dt.timedelta(days=days // 2)):
        log_activity(lead.pk, rep, "call", "电话联系，介绍产品，对方愿意进一步沟通")
    if state == "contacted":
        return lead
    with at(timezone.now() - dt.timedelta(days=days // 3)):
        log_activity(lead.pk, rep, "meeting", "上门拜访，了解规模和采购计划")
    assess_lead(
        lead.pk,
        rep,
        "具备开发价值",
        size=LeadAssessmentRating.MEDIUM,
        purchasing_power=LeadAssessmentRating.HIGH,
        credit_standing=LeadAssessmentRating.MEDIUM,
        willingness=LeadAssessmentRating.HIGH,
    )
    qualify_lead(lead.pk, rep, is_priority=days > 20)
    return lead


def _milestones():
    """One lead with both, one with the sample alone (LEAD-08); one scan for all, printing takes a second."""
    # The others that are qualified become customers (customers.opportunity.demo).
    stay = [name for name, *_row, state, _days in LEADS if state == "qualified"]
    leads = list(Lead.objects.filter(company__in=stay).select_related("owner").order_by("pk")[:2])
    scan = potential_pdf(leads[0])
    for place, lead in enumerate(leads):
        file = partial(ContentFile, scan)
        confirm_sample(
            Lead,
            lead.pk,
            lead.owner,
            today() - dt.timedelta(days=6),
            "前桥总成 2 套",
            "尺寸检验合格，装车试用无异响",
            file(name="样品确认单.pdf"),
        )
        if not place:
            agree_intent(
                Lead,
                lead.pk,
                lead.owner,
                today() - dt.timedelta(days=2),
                "试装合格后年供货约 2000 套",
                file(name="意向性协议.pdf"),
            )
