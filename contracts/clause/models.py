"""The clause library (条款库): texts of clauses that the legal department has approved, in versions."""

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contracts.clause.querysets import ClauseQuerySet
from contracts.clause.states import CLAUSE_TRANSITIONS, ClauseStatus
from contracts.template.models import CLAUSES, Clauses
from salesmgmt.core.models.document import Document, StatusField, status_trigger

FIELDS = tuple((name, capfirst(Clauses._meta.get_field(name).verbose_name)) for name in CLAUSES)


class LibraryClause(Document):
    """One version of a clause. An approved text is never edited: a newer version takes its place (CON-18)."""

    KIND = "clause"
    Status = ClauseStatus
    TRANSITIONS = CLAUSE_TRANSITIONS
    EDITABLE = (ClauseStatus.DRAFT, ClauseStatus.REJECTED)
    ENDED = (ClauseStatus.RETIRED, ClauseStatus.DISCARDED)
    STEPPER = (ClauseStatus.DRAFT, ClauseStatus.LEGAL_REVIEW, ClauseStatus.APPROVED, ClauseStatus.RETIRED)

    field = models.CharField(_("clause of the contract"), max_length=30, choices=FIELDS)
    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    text = models.TextField(_("text"))
    usage = models.TextField(_("when it is used"), blank=True)
    status = StatusField(ClauseStatus)
    approved_on = models.DateField(_("approved on"), null=True, editable=False)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["field", "name", "-version"]
        verbose_name = _("library clause")
        verbose_name_plural = _("library clauses")
        triggers = [status_trigger(CLAUSE_TRANSITIONS)]
        indexes = [models.Index(fields=["field", "status"], name="clause_by_field")]
        constraints = [
            models.UniqueConstraint(fields=["field", "name", "version"], name="clause_version_is_unique"),
            # One text of a name is offered.
            models.UniqueConstraint(
                fields=["field", "name"],
                condition=Q(status=ClauseStatus.APPROVED),
                name="one_approved_clause_of_a_name",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.name} V{self.version}"

    @property
    def title(self):
        return f"{self.get_field_display()} · {self.name}"

    @property
    def responsible(self):
        return self.created_by
