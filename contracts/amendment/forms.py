from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.amendment.models import AmendmentLine, ContractAmendment
from contracts.amendment.states import Change, Resolution
from contracts.contract.forms import ACCEPTANCE_CLAUSES, LEGAL_CLAUSES, SUPPLY_CLAUSES, offer_clauses
from contracts.template.models import CLAUSES
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.attachments import ACCEPT
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset

REQUEST = ("origin", "change_types", "reason", "content", "application", "holds_production")
PERIOD = ("start_date", "end_date", "payment_term_days", "signing_place")


class DepartmentAmendmentForm(BaseModelForm):
    """What a department that causes a change applies for: in words; sales writes it into the text."""

    change_types = forms.MultipleChoiceField(
        label=_("what is changed"),
        choices=Change.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the text below really changes is added by itself."),
    )
    application = forms.FileField(
        label=_("Written application of the customer"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("Needed for a change that the customer wants, before it is submitted."),
    )

    class Meta:
        model = ContractAmendment
        fields = ["origin", "change_types", "reason", "content", "holds_production"]
        groups: list = [(_("Application"), REQUEST)]
        widths = {"origin": 4, "change_types": 12, "reason": 6, "content": 6, "application": 6, "holds_production": 6}


class AmendmentForm(DepartmentAmendmentForm):
    """The application with the whole text of the contract as it is to be."""

    class Meta(DepartmentAmendmentForm.Meta):
        fields = [
            *DepartmentAmendmentForm.Meta.fields,
            *PERIOD,
            *SUPPLY_CLAUSES,
            *ACCEPTANCE_CLAUSES,
            *LEGAL_CLAUSES,
        ]
        groups = [
            (_("Application"), REQUEST),
            (_("Period and payment"), PERIOD, _("As it is to be. What stays as it is in the contract is left alone.")),
            (_("Goods and delivery"), SUPPLY_CLAUSES),
            (_("Acceptance, payment, service"), ACCEPTANCE_CLAUSES),
            (_("Liability and law"), LEGAL_CLAUSES),
        ]
        widths = {**DepartmentAmendmentForm.Meta.widths, **dict.fromkeys(CLAUSES, 6), "law_reference": 6}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_clauses(self, {})

    def clean(self):
        data = super().clean()
        if data.get("start_date") and data.get("end_date") and data["end_date"] < data["start_date"]:
            self.add_error("end_date", _("The contract ends before it begins."))
        return data


class AmendmentLineForm(LineForm):
    product = LookupField("product", label=_("Product"))

    class Meta:
        model = AmendmentLine
        fields = ["product", "spec", "state", "unit", "quantity", "price", "tax_rate", "due_date", "quality_standard"]


AmendmentLines = line_formset(ContractAmendment, AmendmentLine, AmendmentLineForm, quantity="quantity", price="price")


class SubmitAmendmentForm(BaseForm):
    """Where production has started the customer's concession is asked for; without it the change is not possible."""

    wants_document = True

    comment = forms.CharField(
        label=_("Remark for the reviewers"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    resolution = forms.ChoiceField(
        label=_("The customer concedes"),
        required=False,
        choices=[("", _("Nothing: the change is not possible")), *Resolution.choices],
        help_text=_("Production of this contract has started."),
    )
    compensation_amount = forms.DecimalField(
        label=_("Compensation"), required=False, max_digits=14, decimal_places=2, min_value=0
    )
    compensation_accepted = forms.BooleanField(label=_("The compensation is acceptable to us"), required=False)

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        if not (document.wants_customer and document.contract.production_started):
            for name in ("resolution", "compensation_amount", "compensation_accepted"):
                del self.fields[name]

    def clean(self):
        data = super().clean()
        if data.get("resolution") == Resolution.COMPENSATION and not data.get("compensation_amount"):
            self.add_error("compensation_amount", _("How much does he promise?"))
        return data


def concession_so_far(user, amendment):
    names = ("resolution", "compensation_amount", "compensation_accepted")
    return {name: getattr(amendment, name) for name in names}


class NegotiationForm(BaseForm):
    agreed = forms.TypedChoiceField(
        label=_("The customer"),
        choices=[("yes", _("Agrees to the change")), ("no", _("Refuses the change"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    negotiated_on = forms.DateField(label=_("Negotiated on"), initial=today)
    negotiation = forms.CharField(
        label=_("Course of the negotiation"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )


class SignedAmendmentForm(BaseForm):
    scan = forms.FileField(
        label=_("Scan of the signed and sealed amendment"), widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
