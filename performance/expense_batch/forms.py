"""The forms of batches: what for and from which account, an account of a person, a layout of a file."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.bank_account.models import BankAccount
from orders.bank_account.reading import account_digits
from performance.expense_batch.models import PayeeAccount, PayoutLayout
from performance.expense_batch.permissions import can_keep_layouts
from performance.expense_batch.states import Cell
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField

PLACES = range(1, 13)


class BatchForm(BaseForm):
    purpose = forms.CharField(
        label=pgettext_lazy("payment batch", "purpose"),
        max_length=20,
        initial="报销款",
        help_text=pgettext_lazy("payment batch", "Stands before the number of the claim on the payee's statement."),
    )
    account = forms.ModelChoiceField(
        BankAccount.objects.none(), label=pgettext_lazy("payment batch", "paid from"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = BankAccount.objects.in_use()


class PayBatchForm(BaseForm):
    paid_on = forms.DateField(label=pgettext_lazy("expense claim", "paid out on"), initial=today)
    reference = forms.CharField(
        label=pgettext_lazy("expense claim", "reference of the payment"), max_length=60, required=False
    )


class PayeeAccountForm(BaseModelForm):
    person = LookupField(
        "anybody",
        label=gettext_lazy("person"),
        required=False,
        help_text=pgettext_lazy("payment batch", "Empty: it is your own account."),
    )

    class Meta:
        model = PayeeAccount
        fields = ["holder", "number", "bank", "branch"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk or not can_keep_layouts(self.user):
            del self.fields["person"]
        else:
            self.order_fields(["person", *self.Meta.fields])
        self.fields["bank"].help_text = _("As the bank calls itself, for example 中国工商银行.")

    def clean_number(self):
        number = account_digits(self.cleaned_data["number"])
        if not re.fullmatch(r"[0-9]{8,30}", number):
            raise forms.ValidationError(_("An account number of a person has 8 to 30 digits."))
        return number

    def clean_holder(self):
        holder = self.cleaned_data["holder"].strip()
        if not re.fullmatch(r"[\w·.（）() -]+", holder) or holder[0] in "-+=@":
            raise forms.ValidationError(_("The name of the holder as it stands at the bank, without other signs."))
        return holder


class ReturnForm(BaseForm):
    """Which payment came back, when and why."""

    wants_document = True

    line = forms.TypedChoiceField(label=pgettext_lazy("payment batch", "payment"), coerce=int)
    returned_on = forms.DateField(label=pgettext_lazy("payment batch", "came back on"), initial=today)
    reason = forms.CharField(
        label=pgettext_lazy("payment batch", "why it came back"),
        max_length=200,
        help_text=gettext_lazy("As the bank says it, for example: account closed, name and number do not agree."),
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [
            (line.pk, f"{line.claim.number} · {line.payee} · ¥{line.amount:,.2f}")
            for line in document.lines.returnable().select_related("claim")
        ]


class PayoutLayoutForm(BaseModelForm):
    """Up to twelve columns in their order: the header of the bank, and what stands below it."""

    class Meta:
        model = PayoutLayout
        fields = ["name", "form", "is_active"]
        widths = {name: 6 for place in PLACES for name in (f"header_{place}", f"cell_{place}")}
        groups = [
            (pgettext_lazy("bank file", "Layout"), ["name", "form", "is_active"]),
            (
                gettext_lazy("Columns of the file"),
                [name for place in PLACES for name in (f"header_{place}", f"cell_{place}")],
                gettext_lazy("In the order of the bank's own form; what is left empty is no column."),
            ),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = dict(enumerate(self.instance.columns, 1))
        for place in PLACES:
            header, cell = kept.get(place, ("", ""))
            self.fields[f"header_{place}"] = forms.CharField(
                label=_("Header %(n)d") % {"n": place}, required=False, max_length=40, initial=header
            )
            self.fields[f"cell_{place}"] = forms.ChoiceField(
                label=_("below it"), required=False, choices=[("", "—"), *Cell.choices], initial=cell
            )

    def clean(self):
        data = super().clean()
        columns = []
        for place in PLACES:
            header, cell = (data.pop(f"header_{place}", "") or "").strip(), data.pop(f"cell_{place}", "")
            if header and not cell:
                self.add_error(f"cell_{place}", _("Say what stands below this header."))
            elif cell and not header:
                self.add_error(f"header_{place}", _("Say how the bank calls this column."))
            elif header:
                columns.append([header, cell])
        return {**data, "columns": columns}
