"""The catalogue of root causes (CMP-05)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ComplaintCause(models.Model):
    """A root cause as the summary counts them (CMP-05): the list is data, kept by quality and sales managers."""

    name = models.CharField(_("root cause"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("root cause")
        verbose_name_plural = _("root causes")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("complaint-cause-edit", args=[self.pk])
