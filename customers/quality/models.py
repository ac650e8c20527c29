"""What customers say of product quality, what departments answer, and what is improved (004 §7.5, 004 §7.6)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.complaint.models import ComplaintCause
from customers.customer.about import AboutOrder, AboutProduct
from customers.customer.contact import Contact
from customers.customer.models import Customer
from customers.quality.querysets import ActionQuerySet, OpinionQuerySet, SuggestionQuerySet
from customers.quality.states import (
    IMPROVEMENT_ACTION_TRANSITIONS,
    IMPROVEMENT_SUGGESTION_TRANSITIONS,
    QUALITY_OPINION_TRANSITIONS,
    ImprovementActionStatus,
    ImprovementSuggestionKind,
    ImprovementSuggestionStatus,
    QualityOpinionChannel,
    QualityOpinionStatus,
)
from salesmgmt.core.calendar import today
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.permissions import Role

# Departments an opinion or an action can be given to: those whose matrix row lets them answer it.
DEPARTMENTS = [(role.value, role.label) for role in (Role.QA, Role.TEC, Role.PROD, Role.PUR, Role.LOG)]


def is_late(due_on):
    return due_on is not None and due_on < today()


class QualityOpinion(AboutProduct, AboutOrder, Document):
    """What a customer says of the quality of what we supply; passed on promptly and exactly (SVC-08)."""

    KIND = "quality_opinion"

    Status = QualityOpinionStatus
    Channel = QualityOpinionChannel
    TRANSITIONS = QUALITY_OPINION_TRANSITIONS
    EDITABLE = (QualityOpinionStatus.RECORDED,)
    STEPPER = (
        QualityOpinionStatus.RECORDED,
        QualityOpinionStatus.FORWARDED,
        QualityOpinionStatus.ANSWERED,
        QualityOpinionStatus.CLOSED,
    )

    status = StatusField(Status)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="quality_opinions", verbose_name=_("customer"))
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.VISIT)
    heard_on = models.DateField(_("heard on"), default=today)
    content = models.TextField(_("what the customer said"), help_text=_("In the customer's own words."))
    department = models.CharField(_("department"), max_length=10, choices=DEPARTMENTS, blank=True, editable=False)
    forwarded_at = models.DateTimeField(_("forwarded at"), null=True, editable=False)
    forwarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("forwarded by"),
    )
    due_on = models.DateField(_("answer due"), null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    cause = models.ForeignKey(
        ComplaintCause, models.PROTECT, null=True, editable=False, related_name="opinions", verbose_name=_("root cause")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("quality opinion")
        verbose_name_plural = _("quality opinions")
        triggers = [status_trigger(QUALITY_OPINION_TRANSITIONS)]
        indexes = [
            # The open ones of a department, by due day.
            models.Index(
                fields=["department", "due_on"], name="opinion_due", condition=Q(status=QualityOpinionStatus.FORWARDED)
            ),
            # SVC-11: the opinions of a quarter.
            models.Index(fields=["heard_on"], name="opinion_heard"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=QualityOpinionStatus.RECORDED) | (~Q(department="") & Q(due_on__isnull=False)),
                name="opinion_forwarded_to_somebody_with_a_date",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[QualityOpinionStatus.RECORDED, QualityOpinionStatus.FORWARDED]) | ~Q(answer=""),
                name="opinion_answered_in_words",
            ),
        ]

    @property
    def title(self):
        return str(self.customer)

    @property
    def is_overdue(self):
        return self.status == self.Status.FORWARDED and is_late(self.due_on)


class ImprovementAction(Document):
    """What a department does about an opinion or a feedback, until when, and what came of it (SVC-04, SVC-08)."""

    KIND = "improvement_action"

    Status = ImprovementActionStatus
    TRANSITIONS = IMPROVEMENT_ACTION_TRANSITIONS
    EDITABLE = (ImprovementActionStatus.OPEN,)
    STEPPER = (ImprovementActionStatus.OPEN, ImprovementActionStatus.DONE)

    status = StatusField(Status)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="improvements", verbose_name=_("customer"))
    opinion = models.ForeignKey(
        QualityOpinion,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="actions",
        verbose_name=_("quality opinion"),
    )
    feedback = models.ForeignKey(
        "customers.ServiceFeedback",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="actions",
        verbose_name=_("service feedback"),
    )
    department = models.CharField(_("department"), max_length=10, choices=DEPARTMENTS)
    measure = models.CharField(_("measure"), max_length=300)
    due_on = models.DateField(_("due on"))
    result = models.TextField(_("result"), blank=True, editable=False)
    done_on = models.DateField(_("done on"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("done by")
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("improvement action")
        verbose_name_plural = _("improvement actions")
        triggers = [status_trigger(IMPROVEMENT_ACTION_TRANSITIONS)]
        indexes = [
            models.Index(
                fields=["department", "due_on"],
                name="improvement_due",
                condition=Q(status=ImprovementActionStatus.OPEN),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion__isnull=False, feedback__isnull=True)
                | Q(opinion__isnull=True, feedback__isnull=False),
                name="improvement_has_one_source",
            ),
            models.CheckConstraint(
                condition=Q(status=ImprovementActionStatus.DONE, done_on__isnull=False)
                | (~Q(status=ImprovementActionStatus.DONE) & Q(done_on__isnull=True)),
                name="improvement_done_with_date",
            ),
        ]

    @property
    def source(self):
        return self.opinion or self.feedback

    @property
    def title(self):
        return self.measure

    @property
    def is_overdue(self):
        return self.status == self.Status.OPEN and is_late(self.due_on)


class ImprovementSuggestion(AboutProduct, Document):
    """What a customer wishes to be better, or wants that we do not make yet; it goes to the technical department
    (SVC-09, CUS-09)."""

    KIND = "improvement_suggestion"

    Status = ImprovementSuggestionStatus
    Kind = ImprovementSuggestionKind
    TRANSITIONS = IMPROVEMENT_SUGGESTION_TRANSITIONS
    EDITABLE = (ImprovementSuggestionStatus.OPEN,)
    STEPPER = (
        ImprovementSuggestionStatus.OPEN,
        ImprovementSuggestionStatus.ACCEPTED,
        ImprovementSuggestionStatus.IMPLEMENTED,
    )

    status = StatusField(Status)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="suggestions", verbose_name=_("customer"))
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.IMPROVEMENT)
    suggested_on = models.DateField(_("suggested on"), default=today)
    content = models.TextField(_("suggestion"))
    annual_quantity = models.PositiveIntegerField(_("annual need"), null=True, blank=True)
    wanted_on = models.DateField(_("wanted by"), null=True, blank=True)
    reply = models.TextField(_("reply"), blank=True, editable=False)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("replied by"),
    )
    replied_at = models.DateTimeField(_("replied at"), null=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("improvement suggestion")
        verbose_name_plural = _("improvement suggestions")
        triggers = [status_trigger(IMPROVEMENT_SUGGESTION_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ImprovementSuggestionStatus.OPEN) | ~Q(reply=""), name="suggestion_decided_in_words"
            ),
        ]

    @property
    def title(self):
        return str(self.customer)
