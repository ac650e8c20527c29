"""Campaigns and their invitations (REL-02; the road of the campaign is that of states.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.campaign.models import Campaign, CampaignInvitation, CampaignTask
from customers.campaign.permissions import can_edit_campaign, can_invite, can_invite_somebody, can_submit_campaign
from customers.campaign.states import OPEN, CampaignStage
from customers.customer.models import Customer
from customers.lead.models import Lead
from salesmgmt.core import audit, registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import Any

    from customers.campaign.querysets import CampaignQuerySet
    from customers.campaign.states import CampaignStatus
    from customers.contact.models import Contact
    from customers.customer.querysets import CustomerQuerySet
    from customers.lead.querysets import LeadQuerySet
    from salesmgmt.core.models import ApprovalRound, User

GROUPS = ("key", "active")


@transaction.atomic
def create_campaign(user: User, **fields: Any) -> Campaign:
    require(can_edit_campaign(user))
    campaign = Campaign.objects.create(
        number=next_number(Campaign.KIND, fields["starts_on"]), created_by=user, responsible_person=user, **fields
    )
    audit.record(campaign, user, gettext_noop("Created"), to_status=campaign.status)
    return campaign


@transaction.atomic
def update_campaign(pk: int, user: User, **fields: Any) -> Campaign:
    campaign = lock(Campaign, pk)
    require(can_edit_campaign(user, campaign))
    if not campaign.is_editable:
        raise BusinessError(_("The campaign is “%(status)s”.") % {"status": campaign.get_status_display()})
    return change(campaign, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def submit_campaign(pk: int, user: User, comment: str = "") -> ApprovalRound:
    """planned → submitted; outside an approved promotion plan only with a reason (states.md, MKT-03)."""
    campaign = lock(Campaign, pk)
    guard(campaign, Campaign.Status.SUBMITTED)
    require(can_submit_campaign(user, campaign))
    if not comment.strip() and plan_line(campaign) is None:
        raise BusinessError(_("The campaign is in no approved promotion plan. Give the reason."))
    return approvals.submit(campaign, user, comment)


def plan_line(campaign: Campaign) -> Any:
    """The line of an approved promotion plan that the campaign carries out; None outside every plan (MKT-03)."""
    return registry.fact("campaign", "plan_line", campaign, default=None)


def advance(target: CampaignStatus | str) -> Callable:
    """run(pk, user) of the plain steps along the road: preparing, finished."""

    @transaction.atomic
    def run(pk: int, user: User) -> Campaign:
        campaign = lock(Campaign, pk)
        guard(campaign, target)
        require(can_edit_campaign(user, campaign))
        return move(campaign, target, user)

    return run


@transaction.atomic
def start_campaign(pk: int, user: User, anyway: bool = False) -> Campaign:
    """preparing → running; an open preparation task is named first, and then it is begun all the same (MKT-04)."""
    campaign = lock(Campaign, pk)
    guard(campaign, Campaign.Status.RUNNING)
    require(can_edit_campaign(user, campaign))
    left = unprepared(campaign)
    if left and not anyway:
        raise BusinessError(_("Preparation is not finished: %(tasks)s.") % {"tasks": in_words(left)})
    return move(campaign, Campaign.Status.RUNNING, user, comment=in_words(left))


def unprepared(campaign: Campaign) -> list[CampaignTask]:
    """The tasks of preparation that are not done, the earliest first (MKT-04)."""
    rows = campaign.tasks.filter(stage=CampaignStage.PREPARATION, done_at__isnull=True)
    return list(rows.select_related("person"))


def in_words(tasks: list[CampaignTask]) -> str:
    """Open tasks for a warning: what, who, until when."""
    return "；".join(f"{task.name} ({task.person}, {task.due_on:%Y-%m-%d})" for task in tasks)


@transaction.atomic
def evaluate_campaign(
    pk: int, user: User, participants: int, sales_amount: Decimal, feedback: str, lessons: str = ""
) -> Campaign:
    """finished → evaluated: participants, sales and what the customers said."""
    campaign = lock(Campaign, pk)
    guard(campaign, Campaign.Status.EVALUATED)
    require(can_edit_campaign(user, campaign))
    return move(
        campaign,
        Campaign.Status.EVALUATED,
        user,
        participants=participants,
        sales_amount=sales_amount,
        feedback=feedback,
        lessons=lessons,
    )


@transaction.atomic
def close_campaign(pk: int, user: User, lessons: str) -> Campaign:
    """evaluated → closed, with the lessons for the next one; not without participants, sales and feedback (MKT-05)."""
    campaign = lock(Campaign, pk)
    guard(campaign, Campaign.Status.CLOSED)
    require(can_edit_campaign(user, campaign))
    if campaign.participants is None or campaign.sales_amount is None or not campaign.feedback.strip():
        raise BusinessError(_("Participants, sales and feedback come first."))
    if not lessons.strip():
        raise BusinessError(_("Write down what the next one learns from it."))
    return move(campaign, Campaign.Status.CLOSED, user, lessons=lessons)


@transaction.atomic
def cancel_campaign(pk: int, user: User, comment: str) -> Campaign:
    campaign = lock(Campaign, pk)
    guard(campaign, Campaign.Status.CANCELLED)
    require(can_edit_campaign(user, campaign))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    return move(campaign, Campaign.Status.CANCELLED, user, comment=comment, cancelled_reason=comment.strip()[:200])


def invitable(user: User) -> CustomerQuerySet:
    """The customers this person may invite: those of his scope that are not blocked."""
    rows = Customer.objects.visible_to(user) if can_edit_campaign(user) else Customer.objects.within(user, "U")
    return rows.live().exclude(status=Customer.Status.BLOCKED)


@transaction.atomic
def invite(
    pk: int, user: User, customer: Customer | None = None, contact: Any = None, group: str = "", remark: str = ""
) -> Campaign:
    """Invite one customer, or all key or active ones of the own scope at once; nobody twice (REL-02)."""
    campaign = lock(Campaign, pk)
    require(can_invite_somebody(user, campaign))
    if campaign.status not in OPEN:
        raise BusinessError(
            _("The campaign is “%(status)s”: nobody is invited any more.") % {"status": campaign.get_status_display()}
        )
    chosen = _chosen(user, customer, contact, group)
    before = campaign.invitations.count()
    CampaignInvitation.objects.bulk_create(
        [
            CampaignInvitation(campaign=campaign, customer=each, contact=person, invited_by=user, remark=remark)
            for each, person in chosen
        ],
        ignore_conflicts=True,
    )
    made = campaign.invitations.count() - before
    if not made:
        raise BusinessError(_("These customers are invited already."))
    audit.record(campaign, user, gettext_noop("Invited"), comment=str(made))
    return campaign


def _chosen(user: User, customer: Customer, contact: Contact, group: str) -> list:
    if customer is not None:
        require(can_invite(user, customer))
        if contact is not None and contact.customer_id != customer.pk:
            raise BusinessError(_("%(contact)s belongs to another customer.") % {"contact": contact})
        return [(customer, contact)]
    if group not in GROUPS:
        raise BusinessError(_("Choose a customer or a group."))
    rows = invitable(user).filter(status=Customer.Status.ACTIVE)
    return [(each, None) for each in (rows.filter(is_key=True) if group == "key" else rows)]


@transaction.atomic
def answer_invitation(pk: int, user: User, status: str, remark: str = "") -> CampaignInvitation:
    """What the customer answered, or that he came; he may change his mind until the campaign is evaluated (REL-02)."""
    campaign_pk = CampaignInvitation.objects.values_list("campaign", flat=True).get(pk=pk)
    campaign = lock(Campaign, campaign_pk)
    invitation = lock(CampaignInvitation, pk, "customer__owner")
    require(can_invite(user, invitation.customer))
    if campaign.status in (Campaign.Status.EVALUATED, Campaign.Status.CLOSED, Campaign.Status.CANCELLED):
        raise BusinessError(_("The campaign is “%(status)s”.") % {"status": campaign.get_status_display()})
    before = invitation.status
    invitation.status, invitation.remark = status, remark or invitation.remark
    invitation.save(update_fields=["status", "remark"])
    audit.record(
        campaign,
        user,
        gettext_noop("Answer"),
        comment=invitation.customer.name,
        about=[invitation.customer],
        changes={"invitations status": [before, str(status)]},
    )
    return invitation


def leads_of(campaign: Campaign) -> LeadQuerySet:
    """The leads that name this campaign, by its name or number: counted, never entered (MKT-05)."""
    return Lead.objects.filter(Q(campaign__iexact=campaign.name) | Q(campaign__iexact=campaign.number))


def attended(campaign: Campaign) -> int:
    """How many of the invited came, as far as it was marked on the invitations (REL-02)."""
    return campaign.invitations.filter(status=CampaignInvitation.Status.ATTENDED).count()


def offered_for_evaluation(campaign: Campaign) -> dict[str, Any]:
    """What the evaluation begins with: who came of the invited, and what they were billed since (MKT-05)."""
    return {
        "participants": attended(campaign),
        "sales_amount": registry.fact("campaign", "sold_to_participants", campaign, default=None),
    }


def with_counts(campaigns: CampaignQuerySet) -> CampaignQuerySet:
    """Annotate how many were invited, accepted, declined and came (REL-02)."""
    counted = {
        name: Count("invitations", filter=Q(invitations__status=name))
        for name in (
            CampaignInvitation.Status.ACCEPTED,
            CampaignInvitation.Status.DECLINED,
            CampaignInvitation.Status.ATTENDED,
        )
    }
    return campaigns.annotate(invited=Count("invitations"), **counted)
