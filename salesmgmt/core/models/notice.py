"""Messages to people, and hand-overs to departments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models.document import Stateful, StatusField, status_trigger
from salesmgmt.core.permissions import Role
from salesmgmt.core.states import DEPARTMENT_NOTICE_TRANSITIONS, DepartmentNoticeStatus

if TYPE_CHECKING:
    from typing import Any


class Notice(models.Model):
    """A message to one person, shown in the app and sent by mail once. ``key`` makes a job's notice unique."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", db_index=False)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(max_length=300, blank=True)
    # Null: may be repeated. Otherwise a second notice with the same key to the same person is not made.
    key = models.CharField(max_length=120, null=True, blank=True)
    # Who asks or tells, and until when it is wanted: both stand in the mail.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("sender")
    )
    due_at = models.DateTimeField(_("due"), null=True)
    created_at = models.DateTimeField(_("time"), auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    # Null: still to be mailed; beat takes up what a broken queue left.
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_notice_per_user_and_key")]
        indexes = [
            # The bell: unread notices of one person.
            models.Index(fields=["user", "-id"], name="notice_unread", condition=Q(read_at__isnull=True)),
            # The mail job.
            models.Index(fields=["id"], name="notice_unmailed", condition=Q(mailed_at__isnull=True)),
        ]

    def __str__(self) -> Any:
        return self.subject


class DepartmentNotice(Stateful):
    """A hand-over to a department: receiver, due time, acknowledgement (TEAM-09)."""

    Status = DepartmentNoticeStatus
    TRANSITIONS = DEPARTMENT_NOTICE_TRANSITIONS

    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    document = GenericForeignKey("content_type", "object_id")
    role = models.CharField(_("department"), max_length=10, choices=Role.choices)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    status = StatusField(Status)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("sender"),
        db_index=False,
    )
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("department notice")
        verbose_name_plural = _("department notices")
        triggers = [status_trigger(DEPARTMENT_NOTICE_TRANSITIONS)]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="dept_notice_document"),
            # "My department's open hand-overs" and "not acknowledged".
            models.Index(fields=["role", "status", "-id"], name="dept_notice_open"),
            models.Index(fields=["sent_by", "status", "sent_at"], name="dept_notice_sender"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status=DepartmentNoticeStatus.SENT, acknowledged_at__isnull=True, acknowledged_by__isnull=True
                )
                | (
                    ~Q(status=DepartmentNoticeStatus.SENT)
                    & Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False)
                ),
                name="dept_notice_acknowledged_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("acknowledged_at")),
                name="dept_notice_done_after_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
