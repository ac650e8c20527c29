"""Improvement proposals: what a sales report leads to (ANA-05)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.improvement.querysets import ImprovementQuerySet
from performance.improvement.states import IMPROVEMENT_TRANSITIONS, ImprovementKind, ImprovementStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.search import Searchable, search_index


class ImprovementProposal(Searchable, Document):
    """A proposal from a sales report; accepted it names the document that carries it out (ANA-05)."""

    KIND = "improvement"
    TRANSITIONS = IMPROVEMENT_TRANSITIONS
    EDITABLE = (ImprovementStatus.PROPOSED,)
    ENDED = (ImprovementStatus.ACCEPTED, ImprovementStatus.REJECTED)
    STEPPER = (ImprovementStatus.PROPOSED, ImprovementStatus.ACCEPTED)
    SEARCH_FIELDS = ("title", "number")

    Status = ImprovementStatus
    Kind = ImprovementKind

    status = StatusField(Status)
    report = models.ForeignKey(
        "performance.SalesReport", models.PROTECT, related_name="improvements", verbose_name=_("sales report")
    )
    kind = models.CharField(pgettext_lazy("improvement", "about"), max_length=10, choices=Kind)
    title = models.CharField(_("subject"), max_length=120)
    grounds = models.TextField(pgettext_lazy("improvement", "what the figures show"))
    proposal = models.TextField(pgettext_lazy("improvement", "what is proposed"))
    expected = models.TextField(pgettext_lazy("improvement", "expected effect"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("improvement", "decided by"),
    )
    decided_at = models.DateTimeField(pgettext_lazy("improvement", "decided at"), null=True, editable=False)
    decision = models.TextField(pgettext_lazy("improvement", "decision"), blank=True, editable=False)
    # A price adjustment, a campaign or a revision of the sales plan.
    result_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("result")
    )
    result_id = models.BigIntegerField(_("result"), null=True, editable=False)
    result = GenericForeignKey("result_type", "result_id")

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = pgettext_lazy("improvement", "improvement proposal")
        verbose_name_plural = pgettext_lazy("improvement", "improvement proposals")
        triggers = [status_trigger(IMPROVEMENT_TRANSITIONS)]
        indexes = [search_index("performance_improvement_search")]
        constraints = [
            # ANA-05: accepted is what a document carries out.
            models.CheckConstraint(
                condition=Q(status=ImprovementStatus.ACCEPTED, result_type__isnull=False, result_id__isnull=False)
                | Q(
                    status__in=(ImprovementStatus.PROPOSED, ImprovementStatus.REJECTED),
                    result_type__isnull=True,
                    result_id__isnull=True,
                ),
                name="accepted_improvement_has_a_result",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def responsible(self):
        return self.created_by
