import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.bank_account.models import BankAccount, BankProfile
from orders.bank_account.reading import account_digits
from orders.bank_account.states import Column, Label
from salesmgmt.core.web.forms import BaseModelForm

BETWEEN = "；"


class BankAccountForm(BaseModelForm):
    class Meta:
        model = BankAccount
        fields = ["bank", "number", "name", "branch", "is_active"]

    def clean_number(self):
        number = account_digits(self.cleaned_data["number"])
        if not re.fullmatch(r"[0-9A-Za-z]{5,40}", number):
            raise forms.ValidationError(_("An account number has digits and letters only, at least five."))
        return number


class BankProfileForm(BaseModelForm):
    """The headers of each column, several parted by a semicolon; one field for each thing that a line says."""

    class Meta:
        model = BankProfile
        fields = ["name", "bank", "in_words", "out_words", "is_signed", "is_active"]
        groups = [
            (pgettext_lazy("bank file", "Layout"), ["name", "bank", "is_active"]),
            (
                gettext_lazy("Headers of the file"),
                [f"column_{column}" for column in Column.values],
                gettext_lazy(
                    "As they stand in the file; several are parted by a semicolon. Brackets and blanks do not count."
                ),
            ),
            (pgettext_lazy("bank file", "Direction"), ["in_words", "out_words", "is_signed"]),
            (gettext_lazy("Lines above the table"), [f"label_{label}" for label in Label.values]),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for prefix, choices, kept in (
            ("column", Column, self.instance.columns),
            ("label", Label, self.instance.labels),
        ):
            for value, label in choices.choices:
                self.fields[f"{prefix}_{value}"] = forms.CharField(
                    label=label, required=False, max_length=300, initial=BETWEEN.join(kept.get(value, []))
                )

    def clean(self):
        data = super().clean()
        for name, prefix, choices in (("columns", "column", Column), ("labels", "label", Label)):
            found = {value: _parted(data.pop(f"{prefix}_{value}", "")) for value in choices.values}
            data[name] = {value: texts for value, texts in found.items() if texts}
        return data


def _parted(text):
    return [part.strip() for part in re.split(r"[;；\n]", text or "") if part.strip()]
