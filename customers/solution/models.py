"""The individual solution offered to a customer (方案书, F-05), version by version."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.needs.models import NeedsTemplate
from customers.opportunity.models import Opportunity
from customers.opportunity.querysets import OpportunityPartQuerySet
from customers.solution.states import SOLUTION_TRANSITIONS, SolutionStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class Solution(Document):
    """One version; its parts are attachments of the kinds its product family asks for (OPP-02)."""

    KIND = "solution"

    Status = SolutionStatus
    TRANSITIONS = SOLUTION_TRANSITIONS
    EDITABLE = (SolutionStatus.DRAFT,)
    ENDED = (SolutionStatus.SUPERSEDED, SolutionStatus.DISCARDED)
    # Neither worked on nor offered any more.
    PAST = (SolutionStatus.SUPERSEDED, SolutionStatus.DISCARDED)
    STEPPER = (SolutionStatus.DRAFT, SolutionStatus.COMPLETE, SolutionStatus.PRESENTED)

    status = StatusField(Status)
    opportunity = models.ForeignKey(
        Opportunity,
        models.PROTECT,
        related_name="solutions",
        editable=False,
        verbose_name=_("opportunity"),
        db_index=False,
    )
    template = models.ForeignKey(
        NeedsTemplate, models.PROTECT, related_name="+", editable=False, verbose_name=_("product family")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    title = models.CharField(_("subject"), max_length=120)
    content = models.TextField(_("solution"), blank=True)
    advantages = models.TextField(_("advantages for the customer"), blank=True)
    presented_on = models.DateField(_("presented on"), null=True, editable=False)
    presented_to = models.CharField(_("presented to"), max_length=80, blank=True, editable=False)
    feedback = models.TextField(_("the customer's answer"), blank=True, editable=False)

    objects = OpportunityPartQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        triggers = [status_trigger(SOLUTION_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "version"], name="one_solution_per_version"),
            # One version is worked on at a time.
            models.UniqueConstraint(
                fields=["opportunity"],
                condition=~Q(status__in=[SolutionStatus.SUPERSEDED, SolutionStatus.DISCARDED]),
                name="one_current_solution",
            ),
            models.CheckConstraint(
                condition=~Q(status=SolutionStatus.PRESENTED) | Q(presented_on__isnull=False),
                name="presented_solution_has_its_day",
            ),
        ]

    def __str__(self):
        return f"{self.number} V{self.version}"

    @property
    def customer(self):
        return self.opportunity.customer

    @property
    def responsible(self):
        return self.opportunity.responsible

    @property
    def ATTACHMENT_KINDS(self):
        """The parts that the product family asks for, each its own key (core/_attachments.html offers them)."""
        return tuple((part, part) for part in self.template.parts)
