from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.account.fields import AmountField
from orders.order.forms import QUANTITY
from orders.return_order.models import ReturnLine, ReturnOrder
from orders.return_order.states import ReasonKind
from salesmgmt.core.domain.attachments import ACCEPT
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset

TEXT = forms.Textarea(attrs={"rows": 3})


def file_field(label, **kwargs):
    return forms.FileField(label=label, widget=forms.FileInput(attrs={"accept": ACCEPT}), **kwargs)


class ReturnForm(BaseModelForm):
    """The customer's notice (RET-01, RET-02)."""

    customer = LookupField("customer", label=_("customer"))
    notified_at = forms.DateTimeField(label=_("notice received at"), initial=timezone.now)

    class Meta:
        model = ReturnOrder
        fields = ["customer", "category", "notified_at", "required_by", "contact", "phone", "place", "cause", "notice"]
        groups = [
            (pgettext_lazy("goods", "Return"), ["customer", "category", "cause"]),
            (
                _("Notice of the customer"),
                ["notified_at", "required_by", "contact", "phone", "place", "notice"],
                _("The time the customer asks for decides whether we come in time."),
            ),
        ]
        widths = {"place": 8, "notice": 12}
        widgets = {"notice": TEXT}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        causes = self.fields["cause"].queryset
        self.fields["cause"].queryset = causes.filter(is_active=True) if self.instance.cause_id is None else causes
        if self.instance.pk:
            self.fields["customer"].disabled = True


class ReturnListForm(BaseModelForm):
    """The list itself has only lines; the customer narrows the deliveries offered."""

    customer = LookupField("customer", label=_("customer"), required=False)

    class Meta:
        model = ReturnOrder
        fields = ["customer"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["customer"].disabled = True


class ReturnLineForm(LineForm):
    delivery_line = LookupField("returnable-line", depends=("customer",), label=_("delivered goods"))
    quantity = forms.DecimalField(label=_("quantity"), **{**QUANTITY, "min_value": Decimal("0.01")})

    class Meta:
        model = ReturnLine
        fields = ["delivery_line", "quantity", "remark"]


ReturnLines = line_formset(ReturnOrder, ReturnLine, ReturnLineForm, min_num=0, extra=1)


class ProposeForm(BaseForm):
    """A mixed box: product and quantity; where they came from is found."""

    product = LookupField("product", label=_("product"))
    quantity = forms.DecimalField(label=_("quantity"), **{**QUANTITY, "min_value": Decimal("0.01")})
    first = forms.ChoiceField(
        label=_("Deliveries"), choices=[("newest", _("Newest first")), ("oldest", _("Oldest first"))]
    )


class ArriveForm(BaseForm):
    arrived_at = forms.DateTimeField(label=_("Arrived at"), initial=timezone.now)


class ReasonRecordForm(BaseForm):
    """In writing with the customer's paper, or as told (RET-03)."""

    reason_kind = forms.ChoiceField(label=_("How the reason was given"), choices=ReasonKind.choices)
    reason_department = forms.CharField(label=_("Department of the customer"), max_length=60, required=False)
    informant = forms.CharField(
        label=_("Who gave the reason"),
        max_length=60,
        required=False,
        help_text=_("Needed for an oral reason."),
    )
    reason = forms.CharField(
        label=_("Reason of the return"),
        widget=TEXT,
        max_length=2000,
        required=False,
        help_text=_("What was said, where it was not given in writing."),
    )
    file = file_field(_("Written reason of the customer"), required=False)


class ConfirmListForm(BaseForm):
    confirmed_by = forms.CharField(label=_("Confirmed by, for the customer"), max_length=60)
    file = file_field(_("Return list signed by the customer"), required=False)


class CustomerDocumentForm(BaseForm):
    """What the customer's own paper says, typed off without looking at ours (RET-05)."""

    number = forms.CharField(label=_("Number of the customer's document"), max_length=60)
    quantity = forms.DecimalField(label=_("Quantity in the customer's document"), **QUANTITY)
    amount = AmountField(label=_("Amount in the customer's document"))
    file = file_field(_("Return document of the customer"), required=False)


class SendBackForm(BaseForm):
    taken_by = forms.CharField(label=_("Taken back by, for the customer"), max_length=60)
    sent_back_at = forms.DateTimeField(label=_("Handed back at"), initial=timezone.now)


class PermitForm(BaseForm):
    """What quality found when it verified the reason (RET-06)."""

    verified = forms.CharField(
        label=pgettext_lazy("return permit", "What was verified"), widget=TEXT, max_length=2000, required=False
    )
