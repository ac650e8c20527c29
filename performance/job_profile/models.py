"""What is asked of whoever is to have a job; the text alone, there is no recruiting (TEAM-04)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.job_profile.querysets import JobProfileQuerySet


class JobProfile(models.Model):
    """The requirements of one job, as text (TEAM-04)."""

    name = models.CharField(pgettext_lazy("job", "job"), max_length=60, unique=True)
    requirements = models.TextField(pgettext_lazy("job", "requirements"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("written by")
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = JobProfileQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = pgettext_lazy("job", "job profile")
        verbose_name_plural = pgettext_lazy("job", "job profiles")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("job-profile-detail", args=[self.pk])
