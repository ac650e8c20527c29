from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.bank_match.posting import OTHER, alike_payments
from orders.bank_statement.states import AsideReason
from orders.payment.warnings import agreed_warnings
from salesmgmt.core.templatetags.salesmgmt import datefmt, money
from salesmgmt.core.web.forms import BaseForm, LookupField

TALL = {"rows": 3}


class ClaimForm(BaseForm):
    customer = LookupField("customer", label=gettext_lazy("Customer"))
    remark = forms.CharField(
        label=gettext_lazy("remark"), required=False, max_length=400, widget=forms.Textarea(attrs=TALL)
    )
    remembers = forms.BooleanField(
        label=gettext_lazy("Remember this payer for this customer"), required=False, initial=True
    )


class AsideForm(BaseForm):
    reason = forms.ChoiceField(label=gettext_lazy("why it is set aside"), choices=AsideReason.choices)
    comment = forms.CharField(
        label=gettext_lazy("remark"), required=False, max_length=400, widget=forms.Textarea(attrs=TALL)
    )


class ConfirmForm(BaseForm):
    """The question before a line is posted that may be posted already, or that changes what a customer has agreed to."""

    wants_document = True

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        alike, agreed = alike_payments(document), agreed_warnings(document.customer, document.date)
        if alike:
            choices = [(str(each.pk), _in_words(each)) for each in alike]
            self.fields["same_as"] = forms.ChoiceField(
                label=_("Is this the same money?"),
                choices=[*choices, (OTHER, pgettext_lazy("payment", "No, it is another payment"))],
                widget=forms.RadioSelect,
            )
        if agreed:
            self.fields["acknowledged"] = forms.BooleanField(
                label=_("I have checked this: confirm it all the same"),
                help_text=format_html_join("", "<div>{}</div>", ((each,) for each in agreed)),
            )

    def width_of(self, name):
        return "col-12"


def _in_words(payment):
    return _("Yes, it is %(payment)s: %(day)s, %(amount)s, %(status)s") % {
        "payment": payment,
        "day": datefmt(payment.date),
        "amount": money(payment.amount),
        "status": payment.get_status_display(),
    }
