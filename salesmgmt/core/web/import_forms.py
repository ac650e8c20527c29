"""The forms of an import: the file, and which of its columns is which."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesmgmt.core.domain import import_headers, import_mapping
from salesmgmt.core.models import ImportJob

UNITS = (
    ("", gettext_lazy("unit: as the column says, else yuan")),
    (import_headers.YUAN, gettext_lazy("in yuan")),
    (import_headers.THOUSAND, gettext_lazy("in thousands of yuan: × 1,000")),
    (import_headers.TEN_THOUSAND, gettext_lazy("in units of 10,000 yuan: × 10,000")),
)
TAXES = (
    ("", gettext_lazy("tax: as the column says")),
    (import_headers.GROSS, gettext_lazy("with tax")),
    (import_headers.NET, gettext_lazy("without tax")),
)
HIDDEN = (
    (import_mapping.TAKE, gettext_lazy("Import the hidden rows, too")),
    (import_mapping.LEAVE, gettext_lazy("Leave the hidden rows out")),
)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt", "class": "form-control"}),
    )


def _select(label, choices, **kwargs):
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.Select(attrs={"class": "form-select"}), required=False, **kwargs
    )


class MappingForm(forms.Form):
    """A select for every column of the import, over the headers of the file; for amounts their unit and tax as well."""

    date_order = forms.ChoiceField(
        label=gettext_lazy("Dates are written as"),
        choices=ImportJob.DateOrder.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    hidden = forms.ChoiceField(choices=HIDDEN, required=False, widget=forms.RadioSelect)
    update_existing = forms.BooleanField(label=gettext_lazy("Change records that exist already"), required=False)
    keep_as = forms.CharField(
        label=gettext_lazy("Keep this mapping under the name"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args, spec, job, **kwargs):
        self.job = job
        initial = {"date_order": job.date_order, "update_existing": job.update_existing}
        initial |= {"hidden": job.answers.get("hidden", "")}
        initial |= {f"column_{name}": header for name, header in job.mapping.items()}
        initial |= {
            f"{what}_{name}": said for what in ("unit", "tax") for name, said in job.answers.get(what, {}).items()
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.columns = spec.columns
        headers = [("", _("— not in the file —")), *((header, header) for header in job.headers)]
        for column in spec.columns:
            field = _select(column.label, headers, help_text=column.help)
            field.required = column.required
            self.fields[f"column_{column.name}"] = field
            if column.is_money:
                about = {"column": column.label}
                self.fields[f"unit_{column.name}"] = _select(_("%(column)s: unit") % about, UNITS)
                self.fields[f"tax_{column.name}"] = _select(_("%(column)s: tax") % about, TAXES)
        if not spec.can_update:
            del self.fields["update_existing"]
        if not job.facts.get("hidden_rows"):
            del self.fields["hidden"]

    def rows(self):
        """A line of the page for every column: its field, what stands there, and for amounts what has to be known."""
        return [
            {
                "field": self[f"column_{column.name}"],
                "sample": self._sample(self[f"column_{column.name}"].value()),
                "money": [self[f"unit_{column.name}"], self[f"tax_{column.name}"]] if column.is_money else [],
                "question": self._question(column),
            }
            for column in self.columns
        ]

    def _sample(self, header) -> str:
        """What stands in the chosen column, so that a wrong guess is seen at once."""
        if header not in self.job.headers:
            return ""
        index = self.job.headers.index(header)
        return " · ".join(row[index] for row in self.job.samples[:3] if index < len(row) and row[index])[:80]

    def _question(self, column) -> str:
        """Several amounts in one file: which is meant is for a person to say, or at least to see."""
        found = import_headers.money_headers(self.job.headers) if column.is_money else []
        if len(found) < 2:
            return ""
        return _(
            "The file has several columns with amounts: %(names)s. Choose the one with what the customer has to pay."
        ) % {"names": "、".join(found)}

    def mapping(self):
        return self._said("column")

    def answers(self):
        answers = {"unit": self._said("unit"), "tax": self._said("tax")}
        return answers | ({"hidden": self.cleaned_data["hidden"]} if self.cleaned_data.get("hidden") else {})

    def _said(self, what):
        data = {name: value for name, value in self.cleaned_data.items() if name.startswith(f"{what}_") and value}
        return {name.removeprefix(f"{what}_"): value for name, value in data.items()}
