"""What the report of returns is narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.complaint_cause.models import ComplaintCause
from orders.return_report.period import months
from salesmgmt.core.web.forms import BaseForm, LookupField

MONTH = "%Y-%m"


def month_field(label):
    widget = forms.DateInput(attrs={"type": "month", "class": "form-control"}, format=MONTH)
    field = forms.DateField(label=label, required=False, input_formats=[MONTH], widget=widget)
    return field


class ReportForm(BaseForm):
    """The query of the page; what cannot be read counts as not chosen."""

    since = month_field(_("From month"))
    until = month_field(_("To month"))
    customer = LookupField("customer", required=False, label=_("customer"))
    product = LookupField("product", required=False, label=_("product"))
    cause = forms.ModelChoiceField(
        ComplaintCause.objects.all(),
        required=False,
        label=_("root cause"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def _dress(self, name, field):
        if name not in ("since", "until"):
            super()._dress(name, field)

    def chosen(self):
        """``{since, until, customer, product, cause}``: whole months, and what they are narrowed to."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        first, last = months(data.get("since"), data.get("until"))
        return {**{name: data.get(name) for name in ("customer", "product", "cause")}, "since": first, "until": last}
