from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from orders.invoice_application.models import TAX_CODE
from salesmgmt.core.web.forms import BaseForm

FILES = ".xml,.ofd,.pdf,.zip"


class EInvoiceForm(BaseForm):
    """The e-invoice of one invoice: its file, or the text that a scanner reads from its QR code."""

    file = forms.FileField(
        label=_("File (XML, OFD, PDF)"), required=False, widget=forms.FileInput(attrs={"accept": FILES})
    )
    code = forms.CharField(
        label=_("Text of the QR code"),
        required=False,
        max_length=400,
        help_text=_("As the scanner gives it: 01,31,,number,amount,day,…"),
    )

    def clean(self):
        data = super().clean()
        if not data.get("file") and not data.get("code"):
            raise forms.ValidationError(_("Choose a file, or scan the QR code."))
        return data


class TemplateForm(BaseForm):
    file = forms.FileField(
        label=_("Template of the tax bureau (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_(
            "As downloaded from the electronic tax bureau. Sheets and columns are recognised by their headers."
        ),
    )

    class Meta:
        widths = {"file": 12}


class TaxCodeForm(BaseForm):
    code = forms.CharField(
        label=_("Tax classification code"),
        max_length=19,
        validators=[RegexValidator(TAX_CODE, _("A tax classification code has exactly 19 digits."))],
        help_text=_("19 digits, a leaf of the tax office's table."),
    )
