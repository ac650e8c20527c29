"""What one person has to do about one document: opened by an act or a job, closed by doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models.document import Stateful, StatusField, status_trigger
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.states import TASK_TRANSITIONS, TaskStatus

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class TaskQuerySet(ScopedQuerySet):
    """A task is its person's; superiors see those of their people."""

    MATRIX_KEY = "task"
    OWNER = "person"

    def routed_ids(self, user: User) -> TaskQuerySet:
        """Tasks are never routed."""
        return self.model.objects.none().values("pk")

    def open(self) -> Any:
        return self.filter(status=TaskStatus.OPEN)

    def about(self, document: Any) -> Any:
        kind = ContentType.objects.get_for_model(document)
        return self.filter(content_type=kind, object_id=document.pk)


class Task(Stateful):
    """A to-do. ``kind`` is a key of registry.register_task_kind; ``key`` tells apart the periods of one kind.

    With a key there is one task of that kind, document and key for ever (a birthday of one year); without one, one open
    task at a time (a file to be checked again).
    """

    Status = TaskStatus
    TRANSITIONS = TASK_TRANSITIONS

    kind = models.CharField(_("kind"), max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tasks", verbose_name=_("person"))
    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    document = GenericForeignKey("content_type", "object_id")
    key = models.CharField(max_length=80, blank=True)
    subject = models.CharField(_("to do"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    status = StatusField(Status)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("done by")
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    comment = models.CharField(_("comment"), max_length=500, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        triggers = [status_trigger(TASK_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "content_type", "object_id", "key"], condition=~Q(key=""), name="task_once_per_key"
            ),
            models.UniqueConstraint(
                fields=["kind", "content_type", "object_id"],
                condition=Q(key="", status=TaskStatus.OPEN),
                name="task_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(status=TaskStatus.OPEN, done_at__isnull=True)
                | (~Q(status=TaskStatus.OPEN) & Q(done_at__isnull=False)),
                name="task_done_with_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "due_on", "id"], name="task_open_of_person", condition=Q(status=TaskStatus.OPEN)
            ),
            models.Index(fields=["content_type", "object_id"], name="task_of_document"),
        ]

    def __str__(self) -> Any:
        return self.subject

    def get_absolute_url(self) -> str:
        """Where the thing is done."""
        return self.document.get_absolute_url() if self.document else ""
