"""The forms of claims: lines with the picture of the voucher, the audit, the payment."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_claim.auditing import paid_in_words
from performance.expense_claim.claiming import went_elsewhere
from performance.expense_claim.models import ExpenseClaim, ExpenseLine
from performance.expense_claim.voucher_reading import filled_in, read_voucher
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.attachments import ACCEPT
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset
from salesmgmt.core.web.lookups import LookupWidget


class ExpenseClaimForm(BaseModelForm):
    class Meta:
        model = ExpenseClaim
        fields = ["purpose", "remark"]
        widths = {"purpose": 6}
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}


class VoucherInput(forms.FileInput):
    """Camera or file; beside it the name of the file that is there already."""

    template_name = "performance/expense_claim/_voucher_input.html"
    stored = None

    def get_context(self, name, value, attrs):
        return {**super().get_context(name, value, attrs), "stored": self.stored}


class ExpenseLineForm(LineForm):
    customer = LookupField("customer", label=_("customer"), required=False)
    visit = LookupField(
        "visit",
        label=_("visit"),
        required=False,
        widget=LookupWidget("visit", ("customer",), {"placeholder": _("visit")}),
    )
    campaign = LookupField(
        "campaign",
        label=_("campaign"),
        required=False,
        widget=LookupWidget("campaign", attrs={"placeholder": _("campaign")}),
    )

    class Meta:
        model = ExpenseLine
        fields = [
            "category",
            "date",
            "amount",
            "voucher_number",
            "customer",
            "visit",
            "campaign",
            "description",
        ]
        beneath = {"file": ("code",), "customer": ("visit", "campaign")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        file = forms.FileField(
            label=_("Voucher (photo or file)"), required=False, widget=VoucherInput(attrs={"accept": ACCEPT})
        )
        if self.instance.pk and self.instance.has_file:
            file.widget.stored = self.instance.voucher
        self.fields["file"] = file
        self.fields["code"] = forms.CharField(
            label=_("Text of the QR code"),
            required=False,
            max_length=400,
            widget=forms.TextInput(attrs={"placeholder": _("scan it")}),
        )
        # An e-invoice says them itself.
        self.fields["date"].required = self.fields["amount"].required = False
        self.order_fields(["file", "code", *self.Meta.fields])
        self.initial.setdefault("date", today())

    def clean(self):
        """The customer from the visit; number, day and amount from the e-invoice, where there is one; else they are typed."""
        data = super().clean()
        visit, customer = data.get("visit"), data.get("customer")
        if visit is not None and customer not in (None, visit.customer):
            self.add_error("visit", went_elsewhere(visit))
        elif visit is not None:
            data["customer"] = visit.customer
        file = data.get("file") if "file" in self.changed_data else None
        try:
            found = read_voucher(file, data.get("code") or "")
        except BusinessError as refusal:
            self.add_error("code" if data.get("code") and not file else "file", str(refusal))
            return data
        if found is not None:
            data, problems = filled_in(data, found)
            for name, reason in problems.items():
                self.add_error(name, reason)
        for name in ("date", "amount"):
            if self.has_changed() and data.get(name) is None and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return data


ExpenseLines = line_formset(ExpenseClaim, ExpenseLine, ExpenseLineForm, amount="amount")


class CutForm(BaseForm):
    """Less of one line than was claimed, with the reason."""

    wants_document = True

    line = forms.TypedChoiceField(label=pgettext_lazy("expense claim", "line"), coerce=int)
    allowed = forms.DecimalField(
        label=pgettext_lazy("expense claim", "allowed"), max_digits=14, decimal_places=2, min_value=Decimal(0)
    )
    comment = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [
            (line.pk, f"{line.get_category_display()} {line.date:%Y-%m-%d} {line.voucher_number} ¥{line.amount:,.2f}")
            for line in document.lines.all()
        ]


class PayForm(BaseForm):
    """The day of the payment; what advances cover is said before, as arithmetic."""

    wants_document = True

    paid_on = forms.DateField(label=pgettext_lazy("expense claim", "paid out on"), initial=today)
    reference = forms.CharField(
        label=pgettext_lazy("expense claim", "reference of the payment"), max_length=60, required=False
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].help_text = paid_in_words(document)
