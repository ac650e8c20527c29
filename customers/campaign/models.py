"""Company events and customer activities (营销活动), and whom they invite."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.campaign.querysets import CampaignQuerySet, InvitationQuerySet, TaskQuerySet
from customers.campaign.states import (
    CAMPAIGN_TRANSITIONS,
    CampaignInvitationStatus,
    CampaignStage,
    CampaignStatus,
    CampaignType,
)
from customers.contact.models import Contact
from customers.customer.models import Customer
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField
from salesmgmt.core.search import Searchable, search_index


class Campaign(Searchable, Document):
    """A product launch, an appreciation event, a sales promotion (REL-02)."""

    KIND = "campaign"

    Status = CampaignStatus
    Type = CampaignType
    TRANSITIONS = CAMPAIGN_TRANSITIONS
    EDITABLE = (CampaignStatus.PLANNED,)
    ENDED = (CampaignStatus.CLOSED, CampaignStatus.CANCELLED)
    STEPPER = (
        CampaignStatus.PLANNED,
        CampaignStatus.SUBMITTED,
        CampaignStatus.APPROVED,
        CampaignStatus.PREPARING,
        CampaignStatus.RUNNING,
        CampaignStatus.FINISHED,
        CampaignStatus.EVALUATED,
        CampaignStatus.CLOSED,
    )
    SEARCH_FIELDS = ("name", "number")

    status = StatusField(Status)
    name = models.CharField(_("campaign"), max_length=80)
    type = models.CharField(_("type"), max_length=12, choices=Type)
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    budget = MoneyField(_("budget"), null=True, blank=True)
    content = models.TextField(_("content"), blank=True)
    responsible_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("responsible"),
    )
    participants = models.PositiveIntegerField(_("participants"), null=True, editable=False)
    sales_amount = MoneyField(_("sales achieved"), null=True, editable=False)
    feedback = models.TextField(_("feedback of the customers"), blank=True, editable=False)
    lessons = models.TextField(_("lessons for the next one"), blank=True, editable=False)
    cancelled_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        triggers = [status_trigger(CAMPAIGN_TRANSITIONS)]
        indexes = [search_index("customers_campaign_search")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_begins",
                violation_error_message=_("The campaign ends before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.name}"

    @property
    def title(self):
        return self.name

    @property
    def responsible(self):
        return self.responsible_person

    @property
    def is_evaluated(self):
        """Participants, sales and feedback were written down (MKT-05)."""
        return self.participants is not None


class CampaignInvitation(models.Model):
    """A customer's invitation and what came of it (REL-02)."""

    Status = CampaignInvitationStatus

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="invitations", verbose_name=_("campaign"), db_index=False
    )
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="invitations", verbose_name=_("customer"))
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    # What the customer answered: he may change his mind, so this is no table of transitions.
    status = models.CharField(_("answer"), max_length=10, choices=Status, default=Status.INVITED)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["customer__name", "pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["campaign", "customer"], name="one_invitation_per_customer")]

    def __str__(self):
        return f"{self.campaign}: {self.customer}"

    def get_absolute_url(self):
        return self.campaign.get_absolute_url()


class CampaignTask(models.Model):
    """Something to be done for a campaign, by whom and until when (MKT-04)."""

    Stage = CampaignStage

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tasks", verbose_name=_("campaign"))
    stage = models.CharField(pgettext_lazy("campaign", "stage"), max_length=12, choices=CampaignStage)
    name = models.CharField(pgettext_lazy("campaign", "what is to be done"), max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("campaign", "done by")
    )
    due_on = models.DateField(pgettext_lazy("campaign", "due"))
    done_at = models.DateTimeField(pgettext_lazy("campaign", "done at"), null=True, editable=False)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("campaign task")
        verbose_name_plural = _("campaign tasks")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="campaign_task_done_by_somebody_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.campaign} {self.name}"
