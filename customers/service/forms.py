"""The forms of service commitments and teams."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.customer.fields import PersonField, text_field
from customers.service.models import ServiceCommitment, ServiceTeam, Technician
from customers.service.permissions import can_keep_commitment
from salesmgmt.core.models import User
from salesmgmt.core.registry import fact
from salesmgmt.core.web.forms import BaseModelForm, LineForm, LookupField, line_formset


class CommitmentForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    scope = text_field(_("scope of the warranty"))

    class Meta:
        model = ServiceCommitment
        fields = [
            "customer",
            "contract_number",
            "product_category",
            "warranty_months",
            "scope",
            "maintenance",
            "fault_removal",
        ]
        groups = [
            (_("Contract"), ["customer", "contract_number", "product_category"]),
            (_("Commitment"), ["warranty_months", "scope", "maintenance", "fault_removal"]),
        ]

    def clean_customer(self):
        customer = self.cleaned_data["customer"]
        if not can_keep_commitment(self.user, customer):
            raise forms.ValidationError(_("You may not keep service commitments of this customer."))
        return customer

    def clean(self):
        """The number is that of a contract of this customer, wherever contracts are kept here (SVC-01)."""
        found = super().clean()
        number, customer = (found.get("contract_number") or "").strip(), found.get("customer")
        known = fact("customer", "contract_numbers", customer, default=None) if number and customer else None
        if known is not None and number not in known:
            self.add_error("contract_number", _("This customer has no contract of this number."))
        return found


class CommitmentEditForm(BaseModelForm):
    scope = text_field(_("scope of the warranty"))

    class Meta:
        model = ServiceCommitment
        fields = ["product_category", "warranty_months", "scope", "maintenance", "fault_removal"]


class TeamForm(BaseModelForm):
    lead = PersonField(label=_("team lead"))

    class Meta:
        model = ServiceTeam
        fields = ["name", "lead", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = User.objects.active().order_by("name")


class TechnicianForm(LineForm):
    person = PersonField(label=_("technician"))
    skills = forms.ModelMultipleChoiceField(
        ProductCategory.objects.all(),
        label=_("skills"),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-enhance": "tags"}),
    )

    class Meta:
        model = Technician
        fields = ["person", "skills"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = User.objects.active().order_by("name")


TechnicianLines = line_formset(ServiceTeam, Technician, TechnicianForm)
