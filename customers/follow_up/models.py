"""Follow-up calls (客户回访) and the quality tracking card filled in on them (产品质量跟踪卡)."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.follow_up.querysets import FollowUpQuerySet, TrackingCardQuerySet
from customers.follow_up.states import FollowUpCallNeeds, FollowUpCallWay
from customers.subject.models import AboutProduct
from salesmgmt.core.models.document import Document
from salesmgmt.core.search import Searchable, search_index


class FollowUpCall(Searchable, AboutProduct, Document):
    """A call or visit after the sale: how the product does, how satisfied they are, what they think (VIS-06)."""

    KIND = "follow_up"

    class Satisfaction(models.IntegerChoices):
        VERY_BAD = 1, _("1 very dissatisfied")
        BAD = 2, _("2 dissatisfied")
        FAIR = 3, _("3 fair")
        GOOD = 4, _("4 satisfied")
        VERY_GOOD = 5, _("5 very satisfied")

    Way = FollowUpCallWay
    Needs = FollowUpCallNeeds

    SEARCH_FIELDS = ("number", "customer__name")

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="follow_ups", verbose_name=_("customer"), db_index=False
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    called_at = models.DateTimeField(_("called at"), default=timezone.now)
    way = models.CharField(_("way"), max_length=10, choices=Way, default=Way.PHONE)
    usage = models.TextField(_("use of the product"), blank=True)
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction"), choices=Satisfaction)
    opinions = models.TextField(_("opinions and suggestions"), blank=True)
    issues = models.TextField(_("issues"), blank=True)
    result = models.TextField(_("result"), blank=True)
    needs_action = models.CharField(_("needs action"), max_length=10, choices=Needs, blank=True)
    # The complaint or ticket opened from this call.
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, editable=False, related_name="+")
    object_id = models.BigIntegerField(null=True, editable=False)
    opened = GenericForeignKey("content_type", "object_id")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["-called_at", "-pk"]
        verbose_name = _("follow-up call")
        verbose_name_plural = _("follow-up calls")
        indexes = [
            search_index("customers_followup_search"),
            # The last call of each customer (VIS-06).
            models.Index(fields=["customer", "-called_at"], name="follow_up_by_customer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(satisfaction__gte=1, satisfaction__lte=5), name="satisfaction_from_one_to_five"
            ),
            models.CheckConstraint(condition=Q(needs_action="") | ~Q(issues=""), name="action_needs_an_issue"),
        ]

    @property
    def title(self):
        return self.customer.name

    @property
    def is_editable(self):
        """What the customer said is not rewritten afterwards; another call is another record."""
        return False


class QualityTrackingCard(AboutProduct):
    """F-22: how a delivered product does in use (003 (三)5, SVC-12)."""

    call = models.OneToOneField(
        FollowUpCall, models.CASCADE, related_name="card", verbose_name=_("follow-up call"), editable=False
    )
    delivery_note = models.CharField(_("delivery note"), max_length=40, blank=True)
    used_on = models.DateField(_("in use since"), null=True, blank=True)
    findings = models.TextField(_("findings"))
    opinion = models.TextField(_("customer's opinion"), blank=True)
    action = models.TextField(_("action taken"), blank=True)

    objects = TrackingCardQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("quality tracking card")
        verbose_name_plural = _("quality tracking cards")

    def __str__(self):
        return str(self.call)
