"""Feedback on our service, collected regularly (001 三(五)4), and how content customers are with the supply (004 §7.7)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.feedback.querysets import FeedbackQuerySet
from salesmgmt.core.calendar import today
from salesmgmt.core.models.document import Document, StatusField, status_trigger

FEEDBACK_TRANSITIONS = {"recorded": ["reviewed"]}


class Score(models.IntegerChoices):
    """The scale of feedback and surveys, 5 the best (SVC-05)."""

    FIVE = 5, _("5 very satisfied")
    FOUR = 4, _("4 satisfied")
    THREE = 3, _("3 neutral")
    TWO = 2, _("2 dissatisfied")
    ONE = 1, _("1 very dissatisfied")


class ServiceFeedback(Document):
    """One answer of a customer to the question how content he is, with what he said (SVC-04, CUS-09)."""

    KIND = "service_feedback"

    class Status(models.TextChoices):
        RECORDED = "recorded", _("Recorded")
        REVIEWED = "reviewed", _("Conclusion drawn")

    class About(models.TextChoices):
        SERVICE = "service", _("Service")
        SUPPLY = "supply", _("Supply")
        QUALITY = "quality", _("Product quality")

    class Channel(models.TextChoices):
        CALL = "call", _("Telephone")
        VISIT = "visit", _("Visit")
        MESSAGE = "message", _("Message or e-mail")
        MEETING = "meeting", _("Meeting")

    TRANSITIONS = FEEDBACK_TRANSITIONS
    EDITABLE = ("recorded",)
    STEPPER = ("recorded", "reviewed")

    status = StatusField(Status)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="feedbacks", verbose_name=_("customer"))
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    about = models.CharField(_("about"), max_length=10, choices=About, default=About.SERVICE)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.CALL)
    given_on = models.DateField(_("given on"), default=today)
    score = models.PositiveSmallIntegerField(
        _("score"), choices=Score, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    content = models.TextField(_("what the customer said"), blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = _("service feedback")
        verbose_name_plural = _("service feedback")
        triggers = [status_trigger(FEEDBACK_TRANSITIONS)]
        indexes = [models.Index(fields=["given_on"], name="feedback_given")]  # the report of a month
        constraints = [models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="feedback_score_1_to_5")]

    @property
    def title(self):
        return str(self.customer)
