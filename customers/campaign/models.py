"""Company events and customer activities (营销活动), and whom they invite."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.campaign.querysets import CampaignQuerySet, InvitationQuerySet
from customers.contact.models import Contact
from customers.customer.models import Customer
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField
from salesmgmt.core.search import Searchable, search_index

CAMPAIGN_TRANSITIONS = {
    "planned": ["submitted", "cancelled"],
    "submitted": ["approved", "planned"],
    "approved": ["preparing", "cancelled"],
    "preparing": ["running"],
    "running": ["finished"],
    "finished": ["evaluated"],
    "evaluated": ["closed"],
}


class Campaign(Searchable, Document):
    """A product launch, an appreciation event, a sales promotion (REL-02)."""

    KIND = "campaign"

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("campaign", "Planned")
        SUBMITTED = "submitted", _("Submitted")
        APPROVED = "approved", _("Approved")
        PREPARING = "preparing", _("In preparation")
        RUNNING = "running", _("Under way")
        FINISHED = "finished", pgettext_lazy("campaign", "Finished")
        EVALUATED = "evaluated", pgettext_lazy("campaign", "Evaluated")
        CLOSED = "closed", pgettext_lazy("campaign", "Closed")
        CANCELLED = "cancelled", _("Cancelled")

    class Type(models.TextChoices):
        LAUNCH = "launch", _("New product launch")
        APPRECIATION = "appreciation", _("Customer appreciation event")
        PROMOTION = "promotion", _("Sales promotion")
        EXHIBITION = "exhibition", _("Exhibition")
        ACTIVITY = "activity", _("Customer activity")

    TRANSITIONS = CAMPAIGN_TRANSITIONS
    EDITABLE = ("planned",)
    ENDED = ("closed", "cancelled")
    STEPPER = ("planned", "submitted", "approved", "preparing", "running", "finished", "evaluated", "closed")
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


class CampaignInvitation(models.Model):
    """A customer's invitation and what came of it (REL-02)."""

    class Status(models.TextChoices):
        INVITED = "invited", _("Invited")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        ATTENDED = "attended", _("Attended")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="invitations", verbose_name=_("campaign"))
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
