"""The clauses of a sales contract: the same columns in the template and in the contract drafted from it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
