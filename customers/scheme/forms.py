"""The form of the evaluation scheme."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.scheme.scoring import as_shown, places_of
from salesmgmt.core.web.forms import BaseForm


class SchemeForm(BaseForm):
    """A new version: the present one with other numbers. Criteria and their kinds stay."""

    name = forms.CharField(label=_("name"), max_length=80)
    valid_from = forms.DateField(label=_("valid from"))
    remark = forms.CharField(label=_("remark"), max_length=500, required=False)

    def __init__(self, *args, scheme, **kwargs):
        self.scheme = scheme
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = scheme.name
        for grade, minimum in scheme.thresholds:
            self._number(f"minimum_{grade}", minimum, _("total from"))
        for line in scheme.lines:
            self._number(f"amount_{line.grade}", line.amount, _("warning line"), places=2)
            self._number(f"qty_{line.grade}", line.avg_monthly_qty, _("average monthly supply"))
        for criterion in scheme.criteria:
            for band in criterion.bands:
                self._add_band(criterion, band)

    def _number(self, name, initial, label, places=0, required=True):
        shown = None if initial is None else f"{Decimal(initial).normalize():f}"
        self.fields[name] = forms.DecimalField(
            label=label,
            initial=shown,
            min_value=0,
            max_value=LARGEST,
            decimal_places=places,
            max_digits=16,
            required=required,
            widget=forms.TextInput(attrs=self._look(label, "num")),
        )

    @staticmethod
    def _look(label, css=""):
        return {"class": f"form-control form-control-sm {css}".strip(), "aria-label": str(label)}

    def _add_band(self, criterion, band):
        key = f"{criterion.key}_{band.letter or BELOW}"
        self.fields[f"text_{key}"] = forms.CharField(
            label=_("standard"),
            initial=band.text,
            max_length=120,
            widget=forms.TextInput(attrs=self._look(f"{criterion.name} {band.letter}")),
        )
        if not band.is_below:
            self._number(f"points_{key}", band.points, _("points"))
        if not criterion.is_choice:
            self._limit(f"lower_{key}", band.lower, _("lower limit"), criterion.unit)
            self._limit(f"upper_{key}", band.upper, _("upper limit"), criterion.unit)

    def _limit(self, name, kept, label, unit):
        """A limit is typed as its figure is asked, sums of money in ten thousands."""
        shown = None if kept is None else as_shown(kept, unit)
        self._number(name, shown, label, places=places_of(unit), required=kept is not None)

    def head_fields(self):
        return [self["name"], self["valid_from"], self["remark"]]

    def threshold_rows(self):
        """(grade, lowest total, warning line, quantity)."""
        return [
            (grade, self[f"minimum_{grade}"], self[f"amount_{grade}"], self[f"qty_{grade}"])
            for grade, _minimum in self.scheme.thresholds
        ]

    def band_rows(self):
        """(criterion, [(letter, text, points, lower, upper)])."""
        for criterion in self.scheme.criteria:
            yield criterion, [self._band_row(criterion, band) for band in criterion.bands]

    def _band_row(self, criterion, band):
        key = f"{criterion.key}_{band.letter or BELOW}"
        found = [
            self[name] if name in self.fields else None for name in (f"points_{key}", f"lower_{key}", f"upper_{key}")
        ]
        return band.letter, self[f"text_{key}"], *found


BELOW = "below"


LARGEST = Decimal("99999999999999.99")
