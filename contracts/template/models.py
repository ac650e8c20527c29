"""The company's model contract (合同范本), in versions."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.template.querysets import ContractTemplateQuerySet
from contracts.template.states import CONTRACT_TEMPLATE_TRANSITIONS, ContractTemplateStatus
from salesmgmt.core.models.document import Stateful, StatusField, status_trigger


class Clauses(models.Model):
    """The text of a 工矿产品购销合同 beside its product table (documents.md)."""

    law_reference = models.CharField(_("law reference"), max_length=200, blank=True)
    quality_terms = models.TextField(_("quality standard and warranty"), blank=True)
    delivery_terms = models.TextField(_("place and mode of delivery"), blank=True)
    transport_terms = models.TextField(_("transport and its cost"), blank=True)
    loss_terms = models.TextField(_("reasonable loss"), blank=True)
    packing_terms = models.TextField(_("packing"), blank=True)
    acceptance_terms = models.TextField(_("acceptance and objection period"), blank=True)
    spare_parts_terms = models.TextField(_("spare parts and tools"), blank=True)
    payment_terms = models.TextField(pgettext_lazy("contract clause", "payment terms"), blank=True)
    guarantee_terms = models.TextField(_("guarantee"), blank=True)
    after_sales_terms = models.TextField(_("after-sales service"), blank=True)
    breach_terms = models.TextField(_("liability for breach"), blank=True)
    dispute_terms = models.TextField(_("settlement of disputes"), blank=True)
    other_terms = models.TextField(_("other agreements"), blank=True)

    class Meta:
        abstract = True

    def clause_texts(self):
        """``{field: text}`` of every clause, the law included: what a contract takes over from its template."""
        return {name: getattr(self, name) for name in ("law_reference", *CLAUSES)}

    def printed_clauses(self):
        """``[(label, text)]`` in the order of the paper, without the empty ones."""
        found = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in CLAUSES]
        return [(label, text) for label, text in found if text.strip()]


# In the order of the paper.
CLAUSES = tuple(field.name for field in Clauses._meta.local_fields if field.name != "law_reference")


class ContractTemplate(Clauses, Stateful):
    """One version of a model contract. A version in force is never edited: a new one replaces it (CON-01)."""

    Status = ContractTemplateStatus
    TRANSITIONS = CONTRACT_TEMPLATE_TRANSITIONS
    EDITABLE = (ContractTemplateStatus.DRAFT,)
    ENDED = (ContractTemplateStatus.RETIRED, ContractTemplateStatus.DISCARDED)
    STEPPER = (ContractTemplateStatus.DRAFT, ContractTemplateStatus.IN_FORCE, ContractTemplateStatus.RETIRED)

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
        triggers = [status_trigger(CONTRACT_TEMPLATE_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="template_version_is_unique"),
            # "The current template" (CON-01) is one.
            models.UniqueConstraint(
                fields=["status"],
                condition=models.Q(status=ContractTemplateStatus.IN_FORCE),
                name="one_template_in_force",
            ),
        ]

    def __str__(self):
        return f"{self.name} V{self.version}"

    def get_absolute_url(self):
        return reverse("contract-template-detail", args=[self.pk])
