"""What is said against somebody: a secret told, a bribe, an unfair means, a process not followed (TEAM-07)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.conduct.querysets import ConductQuerySet
from performance.conduct.states import CONDUCT_TRANSITIONS, ConductKind, ConductStatus, Finding
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class ConductIncident(Document):
    """Recorded by a superior, heard, and found proved or not; confidential to the line of superiors (TEAM-07)."""

    KIND = "conduct"

    Status = ConductStatus
    TRANSITIONS = CONDUCT_TRANSITIONS
    EDITABLE = ()
    ENDED = (ConductStatus.CLOSED,)
    STEPPER = (ConductStatus.RECORDED, ConductStatus.HEARD, ConductStatus.CLOSED)
    ATTACHMENT_KINDS = (("proof", pgettext_lazy("conduct", "Proof")),)

    status = StatusField(Status)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="conduct_incidents",
        verbose_name=pgettext_lazy("conduct", "person concerned"),
    )
    kind = models.CharField(pgettext_lazy("conduct", "kind of incident"), max_length=10, choices=ConductKind)
    happened_on = models.DateField(pgettext_lazy("conduct", "happened on"))
    description = models.TextField(pgettext_lazy("conduct", "what happened"))
    policy = models.ForeignKey(
        "performance.PolicyDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("conduct", "policy broken"),
    )
    statement = models.TextField(pgettext_lazy("conduct", "what the person says"), blank=True, editable=False)
    heard_on = models.DateField(pgettext_lazy("conduct", "heard on"), null=True, editable=False)
    finding = models.CharField(
        pgettext_lazy("conduct", "finding"), max_length=10, choices=Finding, blank=True, editable=False
    )
    measure = models.TextField(pgettext_lazy("conduct", "consequence"), blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("conduct", "decided by"),
    )

    objects = ConductQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = pgettext_lazy("conduct", "conduct incident")
        verbose_name_plural = pgettext_lazy("conduct", "conduct incidents")
        triggers = [
            status_trigger(CONDUCT_TRANSITIONS),
            pgtrigger.ReadOnly(name="recorded_once", fields=("person", "kind", "happened_on", "description")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("created_by")), name="conduct_recorded_by_another"),
            models.CheckConstraint(
                condition=~Q(closed_by=F("created_by")) & ~Q(closed_by=F("person")), name="conduct_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(status=ConductStatus.RECORDED) | ~Q(statement=""), name="conduct_heard_with_words"
            ),
            models.CheckConstraint(
                condition=~Q(status=ConductStatus.CLOSED) | ~Q(finding=""), name="conduct_closed_with_finding"
            ),
        ]

    @property
    def responsible(self):
        return self.created_by

    @property
    def title(self):
        return _("%(kind)s: %(person)s") % {"kind": self.get_kind_display(), "person": self.person}
