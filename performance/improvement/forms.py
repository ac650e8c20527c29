from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.fields import text_field
from performance.improvement.models import ImprovementProposal
from performance.improvement.states import RESULTS, ImprovementKind
from salesmgmt.core.registry import document_kind, lookup
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class ImprovementForm(BaseModelForm):
    class Meta:
        model = ImprovementProposal
        fields = ["kind", "title", "grounds", "proposal", "expected"]
        widths = {"title": 8}
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("grounds", "proposal", "expected")}


class NewImprovementForm(ImprovementForm):
    report = LookupField("sales-report", label=_("sales report"))

    class Meta(ImprovementForm.Meta):
        fields = ["report", *ImprovementForm.Meta.fields]


class FromReportForm(BaseForm):
    """The same on the page of a report."""

    kind = forms.ChoiceField(label=pgettext_lazy("improvement", "about"), choices=ImprovementKind.choices)
    title = forms.CharField(label=_("subject"), max_length=120)
    grounds = text_field(pgettext_lazy("improvement", "what the figures show"))
    proposal = text_field(pgettext_lazy("improvement", "what is proposed"))
    expected = text_field(pgettext_lazy("improvement", "expected effect"), required=False)


class AcceptForm(BaseForm):
    """The document that carries the proposal out: one of the kinds that there are."""

    comment = text_field(_("remark"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        remark = self.fields.pop("comment")
        for kind in RESULTS:
            known = document_kind(kind)
            if known is not None and lookup(kind) is not None:
                field = LookupField(kind, label=known.label, required=False)
                self.fields[kind] = field
                self._dress(kind, field)
        self.fields["comment"] = remark
