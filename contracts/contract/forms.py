from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.clause.library import texts_offered
from contracts.contract.models import Contract, ContractLine
from contracts.template.models import CLAUSES
from salesmgmt.core.domain.attachments import ACCEPT
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset
from salesmgmt.core.web.text_blocks import offer_texts


def offer_clauses(form, common):
    """Below each clause: what legal has approved for it, then the common texts of the settings (CON-18)."""
    texts = {name: (text or "").splitlines() for name, text in common.items()}
    for name, approved in texts_offered().items():
        texts[name] = [*(text for _name, text in approved), *texts.get(name, [])]
    offer_texts(form, **texts)


CONDITIONS = (
    "title",
    "start_date",
    "end_date",
    "payment_term_days",
    "signing_place",
    "original_count",
)


SUPPLY_CLAUSES = ("quality_terms", "delivery_terms", "transport_terms", "loss_terms", "packing_terms")


ACCEPTANCE_CLAUSES = ("acceptance_terms", "spare_parts_terms", "payment_terms", "guarantee_terms", "after_sales_terms")


LEGAL_CLAUSES = ("breach_terms", "dispute_terms", "other_terms", "law_reference")


class ContractEditForm(BaseModelForm):
    """The content of a contract; whose contract it is stays."""

    class Meta:
        model = Contract
        fields = [*CONDITIONS, *SUPPLY_CLAUSES, *ACCEPTANCE_CLAUSES, *LEGAL_CLAUSES, "remark"]
        groups = [
            (_("Contract"), CONDITIONS),
            (_("Goods and delivery"), SUPPLY_CLAUSES),
            (_("Acceptance, payment, service"), ACCEPTANCE_CLAUSES),
            (_("Liability and law"), LEGAL_CLAUSES),
            (_("Internal"), ["remark"], _("Not printed.")),
        ]
        widths = {"title": 8, **dict.fromkeys(CLAUSES, 6), "law_reference": 6}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        common = {
            "payment_terms": policy().payment_terms_texts,
            "after_sales_terms": policy().service_texts,
            "delivery_terms": policy().lead_time_texts,
        }
        offer_clauses(self, common)

    def clean(self):
        data = super().clean()
        if data.get("start_date") and data.get("end_date") and data["end_date"] < data["start_date"]:
            self.add_error("end_date", _("The contract ends before it begins."))
        return data


class ContractForm(ContractEditForm):
    """A new contract, drafted directly for a customer."""

    customer = LookupField("customer", label=_("Customer"))
    opportunity = LookupField("opportunity", label=_("Opportunity"), depends=("customer",), required=False)

    class Meta(ContractEditForm.Meta):
        fields = ["customer", *ContractEditForm.Meta.fields]
        groups = [(_("Contract"), ("customer", "opportunity", *CONDITIONS)), *ContractEditForm.Meta.groups[1:]]
        widths = {**ContractEditForm.Meta.widths, "customer": 6, "opportunity": 6}


class ContractLineForm(LineForm):
    product = LookupField("product", label=_("Product"))

    class Meta:
        model = ContractLine
        fields = ["product", "spec", "state", "unit", "quantity", "price", "tax_rate", "due_date", "quality_standard"]


ContractLines = line_formset(Contract, ContractLine, ContractLineForm, quantity="quantity", price="price")


class SubmitForm(BaseForm):
    comment = forms.CharField(
        label=_("Remark for the reviewers"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class SignatureForm(BaseForm):
    """Who signed and sealed; what is not done yet stays empty."""

    our_signed_on = forms.DateField(label=_("Signed by us on"), required=False)
    our_signatory = forms.CharField(label=_("Our signatory"), required=False, max_length=60)
    our_seal = forms.BooleanField(label=_("Our seal is on it"), required=False)
    customer_signed_on = forms.DateField(label=_("Signed by the customer on"), required=False)
    customer_signatory = forms.CharField(label=_("Customer's signatory"), required=False, max_length=60)
    customer_seal = forms.BooleanField(label=_("The customer's seal is on it"), required=False)
    scan = forms.FileField(
        label=_("Scan of the signed original"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=_("The contract counts as signed when both signatures, both seals and the scan are there."),
    )


def signature_so_far(user, contract):
    """What was recorded before, so that the form completes it."""
    names = [name for name in SignatureForm.base_fields if name != "scan"]
    return {name: getattr(contract, name) for name in names}


class RemarkForm(BaseForm):
    text = forms.CharField(label=_("Remark"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
