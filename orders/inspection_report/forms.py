from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.inspection_report.measuring import points_of
from orders.inspection_report.models import CheckPoint
from orders.inspection_report.states import CheckPointKind
from salesmgmt.core.money import plain
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField

VALUE = {"max_digits": 12, "decimal_places": 4, "required": False}


class CheckPointForm(BaseModelForm):
    product = LookupField("checked-product", label=gettext_lazy("product"))
    annex = LookupField(
        "outgoing-standard",
        required=False,
        label=gettext_lazy("outgoing standard of the contract"),
        help_text=gettext_lazy("Empty: for every order of the product whose contract asks for nothing else."),
    )

    class Meta:
        model = CheckPoint
        fields = [
            "product",
            "annex",
            "position",
            "name",
            "kind",
            "requirement",
            "unit",
            "lower",
            "upper",
            "method",
            "is_active",
        ]
        widths = {"requirement": 8}

    def _get_validation_exclusions(self):
        """Limits and names are judged by the act, in words."""
        return super()._get_validation_exclusions() | {"lower", "upper", "name", "annex"}


class ReadingForm(BaseForm):
    """Each check point of the product: from and to of what was measured, or whether it is as required."""

    wants_document = True

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.points = points_of(document)
        known = {row.point_id: row for row in document.readings.all()}
        for point in self.points:
            self._add_point(point, known.get(point.pk))

    def _add_point(self, point, row):
        label = f"{point.name} · {point.asked}".strip(" ·")
        if point.kind == CheckPointKind.CHOICE:
            choices = [("", "—"), ("yes", _("as required")), ("no", _("not as required"))]
            field = forms.ChoiceField(label=label, choices=choices, required=False)
            field.initial = {True: "yes", False: "no"}[row.conforms] if row else ""
            self._add(f"point_{point.pk}", field)
            return
        for end, words in (("lowest", _("smallest value")), ("highest", _("greatest value"))):
            field = forms.DecimalField(label=f"{label}: {words}", **VALUE)
            field.initial = plain(getattr(row, end)) if row and getattr(row, end) is not None else None
            self._add(f"{end}_{point.pk}", field)

    def _add(self, name, field):
        self.fields[name] = field
        self._dress(name, field)

    def width_of(self, name):
        return "col-12 col-md-6"

    def clean(self):
        """The fields of the points as the argument of the act; one value is both ends."""
        data, found = super().clean(), {}
        for point in self.points:
            if point.kind == CheckPointKind.CHOICE:
                answer = data.pop(f"point_{point.pk}", "")
                if answer:
                    found[point.pk] = answer == "yes"
                continue
            lowest, highest = data.pop(f"lowest_{point.pk}", None), data.pop(f"highest_{point.pk}", None)
            if lowest is not None or highest is not None:
                found[point.pk] = (
                    highest if lowest is None else lowest,
                    lowest if highest is None else highest,
                )
        return {**data, "found": found}


READINGS = pgettext_lazy("check point", "Measured values")
