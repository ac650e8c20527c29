"""The company's model contract (合同范本), in versions."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.template.clauses import Clauses
from contracts.template.querysets import ContractTemplateQuerySet
from salesmgmt.core.models.document import Stateful, StatusField, status_trigger

TEMPLATE_TRANSITIONS = {
    "draft": ["in_force", "discarded"],
    # Back where no contract was drafted from it: the version before is in force again.
    "in_force": ["retired", "draft"],
    "retired": ["in_force"],
}


class ContractTemplate(Clauses, Stateful):
    """One version of a model contract. A version in force is never edited: a new one replaces it (CON-01)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_FORCE = "in_force", _("In force")
        RETIRED = "retired", _("Retired")
        DISCARDED = "discarded", _("Discarded")

    TRANSITIONS = TEMPLATE_TRANSITIONS
    EDITABLE = ("draft",)
    ENDED = ("retired", "discarded")
    STEPPER = ("draft", "in_force", "retired")

    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    status = StatusField(Status)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ContractTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-version"]
        verbose_name = _("contract template")
        verbose_name_plural = _("contract templates")
        triggers = [status_trigger(TEMPLATE_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="template_version_is_unique"),
            # "The current template" (CON-01) is one.
            models.UniqueConstraint(
                fields=["status"], condition=models.Q(status="in_force"), name="one_template_in_force"
            ),
        ]

    def __str__(self):
        return f"{self.name} V{self.version}"

    def get_absolute_url(self):
        return reverse("contract-template-detail", args=[self.pk])
