from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pricing.product.fields import LARGEST_PRICE, price_field, quantity_field
from pricing.quote.models import Quote, QuoteLine
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset
from salesmgmt.core.web.text_blocks import offer_texts


class QuoteForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contact = LookupField("contact", label=_("contact"), depends=("customer",), required=False)
    opportunity = LookupField("opportunity", label=_("opportunity"), depends=("customer",), required=False)

    class Meta:
        model = Quote
        fields = [
            "customer",
            "contact",
            "opportunity",
            "title",
            "valid_until",
            "payment_terms",
            "payment_term_days",
            "lead_time",
            "delivery_place",
            "service_content",
            "remark",
        ]
        groups = [
            (_("Customer"), ["customer", "contact", "opportunity", "title", "valid_until"]),
            (
                _("Terms"),
                ["payment_terms", "service_content", "lead_time", "payment_term_days", "delivery_place", "remark"],
                _("Payment terms, service content and lead time are needed before the quote is submitted."),
            ),
        ]
        widths = {"payment_terms": 6, "service_content": 6, "remark": 12}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_texts(
            self,
            begins=not self.instance.pk,
            payment_terms=policy().payment_terms_texts,
            service_content=policy().service_texts,
            lead_time=policy().lead_time_texts,
        )

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day < today():
            raise forms.ValidationError(_("A quote is valid at least until today."))
        return day

    def clean(self):
        data = super().clean()
        customer = data.get("customer")
        for name in ("contact", "opportunity"):
            related = data.get(name)
            if customer and related and related.customer_id != customer.pk:
                self.add_error(name, _("This belongs to another customer."))
        return data


class QuoteEditForm(QuoteForm):
    """The customer stays: another customer is another offer."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["customer"].disabled = True
        # A disabled field is not posted, so the page shown after an error must be told.
        self.fields["customer"].chosen = self.instance.customer_id


class KindField(forms.ChoiceField):
    """Whether the line is part of the offer; it is, where nothing is said."""

    def has_changed(self, initial, data):
        return super().has_changed(initial, data or QuoteLine.Kind.FIRM)

    def clean(self, value):
        return super().clean(value or QuoteLine.Kind.FIRM)


class QuoteLineForm(LineForm):
    kind = KindField(
        label=pgettext_lazy("quote line", "kind"),
        choices=QuoteLine.Kind,
        initial=QuoteLine.Kind.FIRM,
        required=False,
    )
    product = LookupField("product", label=_("product"))
    quantity = quantity_field()
    price = price_field(required=False)

    class Meta:
        model = QuoteLine
        fields = ["product", "spec", "unit", "quantity", "price", "tax_rate", "due_date", "remark", "kind", "section"]
        beneath = {"due_date": ("kind",), "remark": ("section",)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].required = False
        self.fields["tax_rate"].required = False
        self.fields["section"].widget.attrs["placeholder"] = self.fields["section"].label
        self.fields["tax_rate"].initial = None
        self.fields["tax_rate"].validators += [
            MinValueValidator(0, _("A tax rate is between 0 and 100.")),
            MaxValueValidator(100, _("A tax rate is between 0 and 100.")),
        ]

    def clean(self):
        data = super().clean()
        price, quantity = data.get("price"), data.get("quantity")
        if price and quantity and price * quantity > LARGEST_PRICE * 100:
            self.add_error("price", _("Price times quantity is too large."))
        return data


QuoteLines = line_formset(Quote, QuoteLine, QuoteLineForm, quantity="quantity", price="price")


class OtherCustomerForm(BaseForm):
    customer = LookupField("customer", label=_("customer"))
