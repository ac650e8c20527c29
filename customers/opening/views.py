"""The pages on which a customer file is opened and kept."""

from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.opening.entry import create_customer, update_customer
from customers.opening.forms import ContactLines, CustomerForm
from salesmgmt.core.web.forms import CreatePage, EditPage


class CustomerFormPage:
    """What creating and editing share."""

    model = Customer
    form_class = CustomerForm
    line_formset = ContactLines
    lines_title = _("Contacts")

    def write(self, obj, form, lines):
        form.cleaned_data.pop("is_other_firm", None)
        return super().write(obj, form, lines)


class CustomerCreate(CustomerFormPage, CreatePage):
    create = create_customer
    help_text = _("The representative who opens a file becomes responsible. Business starts after the evaluation.")


class CustomerEdit(CustomerFormPage, EditPage):
    update = update_customer
