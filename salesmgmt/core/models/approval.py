"""Approval rounds, their steps, copies and comments: one table set for every kind of document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models.document import Stateful, StatusField, status_trigger
from salesmgmt.core.permissions import Role
from salesmgmt.core.states import (
    APPROVAL_ROUND_TRANSITIONS,
    APPROVAL_STEP_TRANSITIONS,
    ApprovalRoundStatus,
    ApprovalStepStatus,
)

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class ApprovalRound(Stateful):
    """One run of a document through its approval. At most one is open per document."""

    Status = ApprovalRoundStatus
    TRANSITIONS = APPROVAL_ROUND_TRANSITIONS

    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    document = GenericForeignKey("content_type", "object_id")
    kind = models.CharField(_("kind"), max_length=40)
    document_number = models.CharField(_("number"), max_length=60)
    title = models.CharField(_("title"), max_length=200, blank=True)
    no = models.PositiveSmallIntegerField(_("round"), default=1)
    status = StatusField(Status)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("applicant"),
        db_index=False,
    )
    comment = models.TextField(_("remark"), blank=True)
    # What was submitted: {label: text}, and {"lines": [...]}; compared with the round before.
    snapshot = models.JSONField(default=dict)
    # Who wrote what is decided (SEC-04): [{"person": 7, "at": when he last changed it, "names": ["price"]}].
    authors = models.JSONField(default=list)
    opened_at = models.DateTimeField(_("submitted at"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("approval round")
        verbose_name_plural = _("approval rounds")
        triggers = [status_trigger(APPROVAL_ROUND_TRANSITIONS)]
        constraints = [
            # Only one open: said in the database, so that a double click cannot start two.
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(status=ApprovalRoundStatus.OPEN),
                name="one_open_round_per_document",
            ),
            models.UniqueConstraint(fields=["content_type", "object_id", "no"], name="round_numbers_are_unique"),
            models.CheckConstraint(
                condition=Q(status=ApprovalRoundStatus.OPEN, closed_at__isnull=True)
                | (~Q(status=ApprovalRoundStatus.OPEN) & Q(closed_at__isnull=False)),
                name="round_closed_at",
            ),
        ]
        # "Submitted by me", newest first.
        indexes = [models.Index(fields=["applicant", "-id"], name="round_by_applicant")]

    def __str__(self) -> str:
        return f"{self.document_number} #{self.no}"

    @property
    def document_model(self) -> type[Any]:
        """The class of what is to be approved; content types are remembered, their rows are not asked for."""
        return ContentType.objects.get_for_id(self.content_type_id).model_class()

    def live_steps(self) -> list[ApprovalStep]:
        """The steps that count, in order, from the prefetched rows."""
        return sorted((step for step in self.steps.all() if step.is_live), key=lambda step: (step.order, step.pk))


class ApprovalStepQuerySet(models.QuerySet):
    def pending_for(self, user: User) -> ApprovalStepQuerySet:
        """Steps that wait for this person: addressed to him, to his role, or to somebody he substitutes; never those of
        a document he wrote (SEC-04)."""
        mine = Q(assignee__in=user.acting_ids) | Q(assignee__isnull=True, role__in=user.acting_roles)
        wrote = Q(round__applicant=user) | Q(round__authors__contains=[{"person": user.pk}])
        return self.filter(mine, ~wrote, status=ApprovalStepStatus.PENDING, is_live=True)


class ApprovalStep(Stateful):
    """One decision asked of one person or of any holder of one role."""

    Status = ApprovalStepStatus
    TRANSITIONS = APPROVAL_STEP_TRANSITIONS
    DECIDED = (ApprovalStepStatus.APPROVED, ApprovalStepStatus.REJECTED, ApprovalStepStatus.RETURNED)

    round = models.ForeignKey(ApprovalRound, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    # May decide too, without having it in his inbox (a plan release is signed by the head of sales or the GM).
    alternate = models.CharField(max_length=10, choices=Role.choices, blank=True)
    # Null: any holder of the role.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approver")
    )
    # The one who would decide had he not written the document: his superior does (SEC-04).
    instead_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    label = models.CharField(_("step"), max_length=80)
    stage = models.CharField(max_length=30)
    key = models.CharField(max_length=30, blank=True)
    opinion = models.BooleanField(_("opinion only"), default=False)
    status = StatusField(Status)
    # False: history of a step that was decided before the round went back.
    is_live = models.BooleanField(default=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("waiting since"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    # What the approval's own form asked for: {name: text}.
    data = models.JSONField(default=dict, blank=True)

    objects = ApprovalStepQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("approval step")
        verbose_name_plural = _("approval steps")
        triggers = [status_trigger(APPROVAL_STEP_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[ApprovalStepStatus.APPROVED, ApprovalStepStatus.REJECTED, ApprovalStepStatus.RETURNED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(
                    status__in=[
                        ApprovalStepStatus.WAITING,
                        ApprovalStepStatus.PENDING,
                        ApprovalStepStatus.TRANSFERRED,
                        ApprovalStepStatus.CANCELLED,
                    ]
                ),
                name="step_decided_by_and_at",
            ),
        ]
        indexes = [
            # The inbox, by person and by role.
            models.Index(
                fields=["assignee", "opened_at"],
                name="step_inbox_person",
                condition=Q(status=ApprovalStepStatus.PENDING),
            ),
            models.Index(
                fields=["role", "opened_at"], name="step_inbox_role", condition=Q(status=ApprovalStepStatus.PENDING)
            ),
            # "Decided by me".
            models.Index(fields=["decided_by", "-decided_at"], name="step_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.label}"

    @property
    def asked(self) -> str:
        """Who is asked, in words."""
        return str(self.assignee) if self.assignee_id else self.get_role_display()

    @property
    def is_decided(self) -> bool:
        return self.status in self.DECIDED


class ApprovalCopy(models.Model):
    """A round shown to somebody for information (抄送)."""

    round = models.ForeignKey(ApprovalRound, models.CASCADE, related_name="copies", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("approval copy")
        verbose_name_plural = _("approval copies")
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="one_copy_per_person")]
        indexes = [models.Index(fields=["user", "-id"], name="copies_of_person")]

    def __str__(self) -> str:
        return f"{self.round} → {self.user}"


class ApprovalComment(models.Model):
    """A remark in a round; never edited."""

    round = models.ForeignKey(ApprovalRound, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("comment"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("approval comment")
        verbose_name_plural = _("approval comments")

    def __str__(self) -> Any:
        return self.text[:40]
