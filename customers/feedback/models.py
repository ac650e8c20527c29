"""Feedback on our service, collected regularly (001 三(五)4), and how content customers are with the supply (004 §7.7)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.customer.contact import Contact
from customers.customer.models import Customer
from customers.feedback.querysets import FeedbackQuerySet
from customers.feedback.states import (
    SERVICE_FEEDBACK_TRANSITIONS,
    ServiceFeedbackAbout,
    ServiceFeedbackChannel,
    ServiceFeedbackStatus,
)
from salesmgmt.core.calendar import today
from salesmgmt.core.models.document import Document, StatusField, status_trigger


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

    Status = ServiceFeedbackStatus
    About = ServiceFeedbackAbout
    Channel = ServiceFeedbackChannel
    TRANSITIONS = SERVICE_FEEDBACK_TRANSITIONS
    EDITABLE = (ServiceFeedbackStatus.RECORDED,)
    STEPPER = (ServiceFeedbackStatus.RECORDED, ServiceFeedbackStatus.REVIEWED)

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
        triggers = [status_trigger(SERVICE_FEEDBACK_TRANSITIONS)]
        indexes = [models.Index(fields=["given_on"], name="feedback_given")]  # the report of a month
        constraints = [models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="feedback_score_1_to_5")]

    @property
    def title(self):
        return str(self.customer)
