"""Training: its topics, the courses held on them, and who passed what (TEAM-03)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.training.querysets import CourseQuerySet, RecordQuerySet, TopicQuerySet
from performance.training.states import TRAINING_TRANSITIONS, TopicKind, TrainingResult, TrainingStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class TrainingTopic(models.Model):
    """What training is about; those of onboarding everybody new has to pass. The list is data (TEAM-03)."""

    name = models.CharField(pgettext_lazy("training", "topic"), max_length=60, unique=True)
    kind = models.CharField(
        pgettext_lazy("training", "kind of training"), max_length=12, choices=TopicKind, default=TopicKind.REGULAR
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = pgettext_lazy("training", "topic")
        verbose_name_plural = pgettext_lazy("training", "topics")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("training-topic-edit", args=[self.pk])


class TrainingCourse(Document):
    """One course on one topic: planned with its participants, held, or cancelled (TEAM-03)."""

    KIND = "training"

    Status = TrainingStatus
    TRANSITIONS = TRAINING_TRANSITIONS
    EDITABLE = (TrainingStatus.PLANNED,)
    ENDED = (TrainingStatus.CANCELLED,)
    STEPPER = (TrainingStatus.PLANNED, TrainingStatus.HELD)

    status = StatusField(Status)
    topic = models.ForeignKey(
        TrainingTopic, models.PROTECT, related_name="courses", verbose_name=pgettext_lazy("training", "topic")
    )
    title = models.CharField(pgettext_lazy("training", "course"), max_length=120)
    held_on = models.DateField(pgettext_lazy("training", "day of the course"))
    trainer = models.CharField(pgettext_lazy("training", "trainer"), max_length=60)
    place = models.CharField(pgettext_lazy("training", "place"), max_length=120, blank=True)
    content = models.TextField(pgettext_lazy("training", "content of the course"), blank=True)
    participants = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=pgettext_lazy("training", "participants")
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = pgettext_lazy("training", "training course")
        verbose_name_plural = pgettext_lazy("training", "training courses")
        triggers = [status_trigger(TRAINING_TRANSITIONS)]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def responsible(self):
        return self.created_by


class TrainingRecord(models.Model):
    """One person, one topic, one day, one result (TEAM-03, F-41)."""

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="training_records",
        verbose_name=pgettext_lazy("training", "employee"),
        db_index=False,
    )
    topic = models.ForeignKey(
        TrainingTopic, models.PROTECT, related_name="records", verbose_name=pgettext_lazy("training", "topic")
    )
    course = models.ForeignKey(
        TrainingCourse,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="records",
        verbose_name=pgettext_lazy("training", "training course"),
    )
    date = models.DateField(pgettext_lazy("training", "trained on"))
    result = models.CharField(pgettext_lazy("training", "result"), max_length=10, choices=TrainingResult)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("recorded by")
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = pgettext_lazy("training", "training record")
        verbose_name_plural = pgettext_lazy("training", "training records")
        indexes = [models.Index(fields=["employee", "topic"], name="training_of_employee")]
        constraints = [
            models.CheckConstraint(condition=~Q(recorded_by=F("employee")), name="training_recorded_by_another"),
            models.UniqueConstraint(
                fields=["employee", "course"], condition=Q(course__isnull=False), name="training_once_a_course"
            ),
        ]

    def __str__(self):
        return f"{self.employee} {self.topic}"

    def get_absolute_url(self):
        return reverse("training-record-edit", args=[self.pk])
