"""A Word file that came back from the customer, with what was read of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from contracts.word_file.querysets import ReturnedFileQuerySet
from salesmgmt.core.models import Attachment


class ReturnedFile(models.Model):
    """Read clause by clause and compared; the file itself is never touched, nor is the contract."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="returned_files", verbose_name=_("contract"))
    # The text it was compared with.
    version = models.PositiveSmallIntegerField(_("version"))
    revision = models.PositiveSmallIntegerField(_("revision"))
    key = models.CharField(_("mark of the file"), max_length=120, blank=True)
    is_of_this_text = models.BooleanField(_("made of this text"), default=False)
    clauses = models.JSONField(_("clauses"), default=dict)
    ours = models.JSONField(_("our text"), default=dict)
    comments = models.JSONField(_("comments"), default=list)
    attachment = models.OneToOneField(
        Attachment, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("file")
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("compared by")
    )
    read_at = models.DateTimeField(_("compared at"), auto_now_add=True)

    # A file that came back is evidence: nobody takes it off again.
    is_editable = False

    objects = ReturnedFileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("returned Word file")
        verbose_name_plural = _("returned Word files")

    def __str__(self):
        return f"{self.contract} V{self.version}"

    def get_absolute_url(self):
        return reverse("returned-file-detail", args=[self.pk])
