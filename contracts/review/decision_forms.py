"""What a reviewer of a contract is asked beside the comment; stored on his step."""

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.review.steps import CONFIRMATIONS, confirmations_of_gm
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.forms import BaseForm

# Departments that work by the technical and quality documents of a contract (CON-06).
RECIPIENTS = (Role.TEC, Role.QA, Role.PROD, Role.PUR, Role.WH, Role.PLN, Role.SVC)


class DocumentsForm(BaseForm):
    """The documents a department issues with its agreement, and who receives them."""

    documents = forms.CharField(
        label=_("Documents issued"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One document a line, with its number and edition."),
    )
    recipients = forms.MultipleChoiceField(
        label=pgettext_lazy("departments", "Recipients"),
        choices=[(role.value, role.label) for role in RECIPIENTS],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_recipients(self):
        # Stored on the step as text.
        return ",".join(self.cleaned_data["recipients"])


class OptionalDocumentsForm(DocumentsForm):
    """Quality issues documents where there are any (004 §3.4)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["documents"].required = self.fields["recipients"].required = False

    def clean(self):
        data = super().clean()
        if bool(data.get("documents")) != bool(data.get("recipients")):
            raise forms.ValidationError(_("Name both the documents and their recipients, or neither."))
        return data


class ProductionForm(BaseForm):
    """What production can do (004 §3.5)."""

    feasible_quantity = forms.DecimalField(
        label=_("Feasible quantity"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    feasible_date = forms.DateField(
        label=_("Feasible date"),
        help_text=_("Later than the date demanded, or less than the quantity: say why in the comment."),
    )


def confirmation_form(names):
    """The form of the general manager: one tick for each confirmation that is his to give (CON-09)."""
    fields = {
        f"{name}_confirmed": forms.BooleanField(
            label=_("I confirm: %(what)s") % {"what": CONFIRMATIONS[name]}, required=False
        )
        for name in names
    }
    return type("ConfirmationForm", (BaseForm,), fields)


def decision_form(step):
    """The form class of a step, or None where only a comment is asked."""
    if step.key == "gm":
        return confirmation_form(confirmations_of_gm(list(step.round.steps.all())))
    return {"technical": DocumentsForm, "quality": OptionalDocumentsForm, "production": ProductionForm}.get(step.key)
