"""An analysis that is kept under a name, shared and sent every Monday; what became of each sending."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.saved_analysis.querysets import SavedAnalysisQuerySet, SendingQuerySet
from performance.saved_analysis.states import Outcome


class SavedAnalysis(models.Model):
    """The address is the question: nothing else of it is kept, so that nothing can be forgotten."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_analyses",
        verbose_name=_("owner"),
        db_index=False,
    )
    name = models.CharField(_("name"), max_length=60)
    # The page: "analysis" or the code of a ready view; and what its address says.
    view = models.CharField(max_length=40, default="analysis")
    query = models.CharField(max_length=400, blank=True)
    receivers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="shared_analyses",
        verbose_name=pgettext_lazy("saved analysis", "shared with"),
    )
    is_sent = models.BooleanField(
        pgettext_lazy("saved analysis", "send every Monday"),
        default=False,
        help_text=pgettext_lazy("saved analysis", "To you and to all it is shared with, each with his own rights."),
    )
    last_used_at = models.DateTimeField(pgettext_lazy("saved analysis", "last used"), auto_now_add=True)

    objects = SavedAnalysisQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = pgettext_lazy("saved analysis", "saved analysis")
        verbose_name_plural = pgettext_lazy("saved analysis", "saved analyses")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_analysis_name",
                violation_error_message=_("You have an analysis of this name already."),
            )
        ]

    def __str__(self):
        return self.name


class AnalysisSending(models.Model):
    """One Monday and receiver: sent, or why not. A second run of the job makes none."""

    saved = models.ForeignKey(SavedAnalysis, models.CASCADE, related_name="sendings", db_index=False)
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=pgettext_lazy("mail", "to")
    )
    day = models.DateField(_("date"))
    outcome = models.CharField(pgettext_lazy("saved analysis", "outcome"), max_length=10, choices=Outcome)
    reason = models.CharField(pgettext_lazy("saved analysis", "reason"), max_length=300, blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    # What the job read back before it was sent.
    figure = models.CharField(pgettext_lazy("saved analysis", "figure"), max_length=60, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "pk"]
        verbose_name = pgettext_lazy("saved analysis", "sending")
        verbose_name_plural = pgettext_lazy("saved analysis", "sendings")
        constraints = [
            models.UniqueConstraint(fields=["saved", "receiver", "day"], name="analysis_sent_once_a_day"),
        ]

    def __str__(self):
        return f"{self.saved} {self.day} {self.receiver}"
