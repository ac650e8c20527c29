"""The demo company's leads in every state."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from customers.demo.names import LEADS
from customers.domain.lead_conversion import convert_lead
from customers.domain.leads import assess_lead, assign_lead, create_lead, disqualify_lead, log_activity, qualify_lead
from customers.models import Customer, Lead

PEOPLE_WHO_ASSIGN = {"rep1": "supervisor", "rep2": "supervisor2", "rep3": "supervisor", "rep4": "manager2"}


def build_leads(company):
    for row in LEADS:
        lead = _lead(company, *row)
        Lead.objects.filter(pk=lead.pk).update(created_at=timezone.now() - dt.timedelta(days=row[-1], hours=3))


def _lead(company, name, contact, source, channel, campaign, need, account, state, days):
    rep = getattr(company, account)
    boss = getattr(company, PEOPLE_WHO_ASSIGN[account])
    lead = create_lead(
        rep, company=name, contact_name=contact, phone=f"139{days:02d}{len(need):03d}{len(name):03d}", source=source,
        channel=channel, campaign=campaign, need=need,
    )  # fmt: skip
    if state == "new":
        return lead
    assign_lead(lead.pk, boss, rep, "请尽快联系")
    if state == "disqualified":
        return disqualify_lead(lead.pk, boss, "无合作可能")
    if state == "assigned":
        return lead
    log_activity(
        lead.pk, rep, "call", "电话联系，介绍产品，对方愿意进一步沟通", timezone.now() - dt.timedelta(days=days // 2)
    )
    if state == "contacted":
        return lead
    log_activity(lead.pk, rep, "meeting", "上门拜访，了解规模和采购计划", timezone.now() - dt.timedelta(days=days // 3))
    assess_lead(lead.pk, rep, "具备开发价值", size="medium", purchasing_power="high", credit_standing="medium",
                willingness="high")  # fmt: skip
    qualify_lead(lead.pk, rep, is_priority=days > 20)
    if state == "converted":
        location = Customer.Location.LOCAL if name.startswith("重庆") else Customer.Location.REMOTE
        convert_lead(
            lead.pk, rep, name=name, location_type=location, title=need[:40], expected_amount=Decimal(days * 15000)
        )
    return lead
