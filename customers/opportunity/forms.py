"""The forms of opportunities."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.customer.fields import PersonField
from customers.customer.models import Customer
from customers.opening.forms import NewFirm, other_firm_field
from customers.opportunity.assignment import assignable_to
from customers.opportunity.models import Opportunity
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class OpportunityForm(BaseModelForm):
    class Meta:
        model = Opportunity
        fields = ["title", "expected_amount", "expected_on", "next_contact_on", "is_complex", "need"]
        widths = {"title": 12, "is_complex": 12}


class OpportunityCreateForm(OpportunityForm):
    """A further chance with a customer who has a file."""

    customer = LookupField("customer", label=_("customer"))

    field_order = ("customer", "title")

    class Meta(OpportunityForm.Meta):
        widths = {"customer": 6, "title": 6, "is_complex": 12}


class AssignOpportunityForm(BaseForm):
    person = PersonField(
        label=_("Sales representative"),
        help_text=_(
            "Quotes and contracts stay with the customer's rep; where they shall move too, reassign the customer."
        ),
    )
    remark = forms.CharField(label=_("remark"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = assignable_to(self.user)


class ScreenForm(BaseForm):
    priority = forms.ChoiceField(label=_("importance"), choices=Opportunity.Priority.choices)
    person = PersonField(label=_("Sales representative"), required=False, help_text=_("Empty: who has it keeps it."))
    remark = forms.CharField(label=_("remark"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = assignable_to(self.user)


class ContactForm(BaseForm):
    comment = forms.CharField(label=_("what was said"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    next_contact_on = forms.DateField(label=_("next contact"), required=False)


class ConversionForm(NewFirm, BaseForm):
    """What a lead does not know yet about the customer it becomes (LEAD-06)."""

    wants_document = True

    name = forms.CharField(label=_("customer name"), max_length=120)
    is_other_firm = other_firm_field()
    location_type = forms.ChoiceField(label=_("location"), choices=[("", "—"), *Customer.Location.choices])
    credit_code = forms.CharField(label=_("unified social credit code"), max_length=30, required=False)
    title = forms.CharField(label=_("subject of the opportunity"), max_length=120)
    expected_amount = forms.DecimalField(
        label=_("expected amount"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    expected_on = forms.DateField(label=_("expected decision"), required=False)

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = document.company
        self.fields["title"].initial = (document.need.splitlines() or [""])[0][:120]
        if document.known_customer_id:  # his file is there
            for name in ("name", "is_other_firm", "location_type", "credit_code"):
                del self.fields[name]

    def clean(self):
        found = super().clean()
        self.warn_of_similar(found.get("name"))
        return found
