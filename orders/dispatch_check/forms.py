from django import forms
from django.utils.translation import gettext_lazy as _

from orders.dispatch_check.checking import planned_lines
from orders.dispatch_check.states import CheckResult
from salesmgmt.core.templatetags.salesmgmt import datefmt, quantity
from salesmgmt.core.web.form_classes import Group
from salesmgmt.core.web.forms import BaseForm


class DispatchCheckForm(BaseForm):
    """Three fields for every plan line; a line without a result stays unchecked."""

    wants_document = True

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = planned_lines(document)
        for row in self.rows:
            self._add_line(row)

    def _add_line(self, row):
        found = row.check if row.is_checked else None
        for name, field in (
            (
                "result",
                forms.ChoiceField(
                    label=_("Result of the check"),
                    choices=[("", "—"), *CheckResult.choices],
                    required=False,
                    help_text=words_of(row),
                ),
            ),
            ("difference", forms.CharField(label=_("Difference"), max_length=500, required=False)),
            ("resolution", forms.CharField(label=_("What was agreed"), max_length=500, required=False)),
        ):
            field.initial = getattr(found, name, "")
            self.fields[f"{name}_{row.plan_line.pk}"] = field
            self._dress(f"{name}_{row.plan_line.pk}", field)

    def groups(self):
        return [
            Group(
                self,
                str(row.line.product),
                [f"{name}_{row.plan_line.pk}" for name in ("result", "difference", "resolution")],
            )
            for row in self.rows
        ]

    def clean(self):
        data = super().clean()
        found = {}
        for row in self.rows:
            key = row.plan_line.pk
            result, difference, agreed = (
                data.pop(f"{name}_{key}", "") for name in ("result", "difference", "resolution")
            )
            if result == CheckResult.DIFFERENCE and not difference.strip():
                self.add_error(f"difference_{key}", _("Describe the difference."))
            elif result:
                found[key] = (result, difference, agreed)
        return {"found": found}


def words_of(row):
    """Plan and note side by side, in one line."""
    plan = row.plan_line
    parts = [
        _("Plan %(plan)s: %(planned)s, this note: %(noted)s")
        % {"plan": plan.plan, "planned": quantity(plan.quantity), "noted": quantity(row.line.quantity)},
        plan.state,
        _("due %(day)s") % {"day": datefmt(plan.due_date)},
        plan.quality_requirement,
        plan.technical_file,
    ]
    return " · ".join(str(part) for part in parts if part)
