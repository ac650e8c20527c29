"""The forms of the customer file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.contact.models import Contact
from customers.customer.fields import PersonField, region_field
from customers.customer.models import Customer
from customers.identity.likeness import already_registered, clean_credit_code, similarity_warning
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.forms import BaseModelForm, LineForm, line_formset


class NewFirm:
    """Fields of a firm that may be registered already (CUS-13)."""

    def clean_credit_code(self):
        code = clean_credit_code(self.cleaned_data.get("credit_code"))
        instance = getattr(self, "instance", None)
        if code and Customer.objects.filter(credit_code=code).exclude(pk=getattr(instance, "pk", None)).exists():
            raise forms.ValidationError(already_registered())
        return code

    def warn_of_similar(self, name):
        """Once: who says that it is another firm goes on."""
        instance = getattr(self, "instance", None)
        if not name or "name" in self.errors or self.cleaned_data.get("is_other_firm"):
            return
        if instance is not None and instance.pk and instance.name == name:
            return
        warning = similarity_warning(self.user, name, exclude=getattr(instance, "pk", None))
        if warning:
            self.add_error("name", warning)
            self.fields["is_other_firm"].widget = forms.CheckboxInput()


def other_firm_field():
    return forms.BooleanField(
        label=_("It is another firm, save it all the same"), required=False, widget=forms.HiddenInput()
    )


class CustomerForm(NewFirm, BaseModelForm):
    """The customer file. Errors say nothing about customers of other teams."""

    is_other_firm = other_firm_field()
    region = region_field(required=False, help_text=_("Empty: the region of the responsible rep."))
    credit_code = forms.CharField(
        label=_("unified social credit code"), max_length=30, required=False, help_text=_("18 characters")
    )
    categories = forms.ModelMultipleChoiceField(
        ProductCategory.objects.all(),
        label=_("product categories"),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-enhance": "tags"}),
    )
    executive_sponsor = PersonField(label=_("sponsor in management"), required=False)

    class Meta:
        model = Customer
        fields = [
            "name",
            "short_name",
            "credit_code",
            "location_type",
            "region",
            "categories",
            "segment",
            "industry",
            "is_group_company",
            "is_key",
            "executive_sponsor",
            "address",
            "postcode",
            "phone",
            "invoice_title",
            "bank",
            "bank_account",
            "payment_pct",
            "payment_term_days",
            "needs",
            "remark",
        ]
        groups = [
            (_("Firm"), ["name", "is_other_firm", "short_name", "credit_code", "location_type", "region", "industry"]),
            (_("Sales"), ["segment", "categories", "is_group_company", "is_key", "executive_sponsor"]),
            (_("Address and invoices"), ["address", "postcode", "phone", "invoice_title", "bank", "bank_account"]),
            (_("Payment"), ["payment_pct", "payment_term_days"]),
            (_("Notes"), ["needs", "remark"]),
        ]
        widths = {"address": 8, "needs": 12, "remark": 12}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["executive_sponsor"].queryset = User.objects.with_role(Role.MGR, Role.DIR, Role.GM)
        self.fields["payment_pct"].max_value = 100
        self.fields["payment_pct"].min_value = 0

    def clean_payment_pct(self):
        share = self.cleaned_data["payment_pct"]
        if share is not None and not 0 <= share <= 100:
            raise forms.ValidationError(_("A share lies between 0 and 100."))
        return share

    def clean(self):
        found = super().clean()
        self.warn_of_similar(found.get("name"))
        if found.get("is_key") and not found.get("executive_sponsor"):
            self.add_error("executive_sponsor", _("A key customer has a sponsor in management."))
        return found

    def _post_clean(self):
        # The page never saves the form: what the table demands of a row is decided by the domain function.
        pass


class ContactForm(LineForm):
    class Meta:
        model = Contact
        fields = ["name", "position", "phone", "email", "birthday", "is_primary"]

    def clean(self):
        found = super().clean()
        if found.get("name") and not (found.get("phone") or found.get("email")):
            self.add_error("phone", _("Give a telephone number or an e-mail address."))
        return found

    def _post_clean(self):
        # Row by row, handing "main contact" to another person looks like two main ones; the domain function sorts it.
        pass


ContactLines = line_formset(Customer, Contact, ContactForm)
