"""Forms with a field per line of a document."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _

from salesmgmt.core.web.forms import BaseForm


class LineFieldsForm(BaseForm):
    """A form with a field per line: ``line_<pk>``. The filled ones become ``{pk: value}`` under one name."""

    wants_document = True
    collected = "lines"

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = document
        self.add_lines()
        self.order_fields(["red_reason", *(name for name in self.fields if name.startswith("line_")), "amount"])

    def add_lines(self):
        """Call ``add_line`` for each."""

    def add_line(self, pk, field):
        name = f"line_{pk}"
        self.fields[name] = field
        self._dress(name, field)

    def width_of(self, name):
        return "col-12 col-md-6" if name.startswith("line_") else super().width_of(name)

    def clean(self):
        data = super().clean()
        found = {name: data.pop(name) for name in list(data) if name.startswith("line_")}
        chosen = {int(name.removeprefix("line_")): value for name, value in found.items() if value}
        if self.has_lines and not chosen and not self.errors:
            raise forms.ValidationError(_("Enter something for at least one line."))
        return {**data, self.collected: chosen} if self.has_lines else data

    @property
    def has_lines(self):
        return any(name.startswith("line_") for name in self.fields)


def quantity_field(label, help_text, most, initial=None):
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=Decimal(0),
        max_value=most,
        max_digits=14,
        decimal_places=3,
        initial=initial,
    )
