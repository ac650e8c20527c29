"""Forms of products, prices, quotes and what is done with them. They check fields; the domain decides and writes."""

from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from pricing.models import PriceList, PriceListItem, PriceRule, Product, ProductCost, Quote, QuoteLine
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset

CENT = Decimal("0.01")
# What an amount field of the database holds, less room for the sum of many lines.
LARGEST_PRICE = Decimal("99999999.99")
LARGEST_QUANTITY = Decimal("99999999.99")


class PlainDecimal(forms.DecimalField):
    """An amount whose refusals are written for the person who typed it."""

    def __init__(self, *, smallest, largest, too_small, **kwargs):
        super().__init__(max_digits=None, decimal_places=2, **kwargs)
        self.validators += [
            MinValueValidator(smallest, too_small),
            MaxValueValidator(largest, _("This is too large: at most %(limit_value)s.")),
        ]
        self.error_messages["invalid"] = _("Enter a number, such as 12.50.")
        self.error_messages["max_decimal_places"] = _("At most two decimal places.")
        self.widget.attrs.update({"min": str(smallest), "step": "0.01"})


def price_field(**kwargs):
    return PlainDecimal(
        smallest=CENT, largest=LARGEST_PRICE, too_small=_("A price is more than zero."), label=_("unit price"), **kwargs
    )


def quantity_field(**kwargs):
    return PlainDecimal(
        smallest=CENT,
        largest=LARGEST_QUANTITY,
        too_small=_("A quantity is more than zero."),
        label=_("quantity"),
        **kwargs,
    )


def cost_field(label):
    return PlainDecimal(
        smallest=Decimal(0), largest=LARGEST_PRICE, too_small=_("A cost is not negative."), label=label, initial=0
    )


# -- products


class ProductForm(BaseModelForm):
    class Meta:
        model = Product
        fields = [
            "code",
            "name",
            "spec",
            "unit",
            "category",
            "quality_standard",
            "pricing_strategy",
            "tax_rate",
            "is_new_until",
            "is_active",
        ]
        groups = [
            (_("Product"), ["code", "name", "spec", "unit", "category", "quality_standard"]),
            (_("Sale"), ["pricing_strategy", "tax_rate", "is_new_until", "is_active"]),
        ]


class CostForm(BaseForm):
    """The four parts of the unit cost, tax included like the prices they are compared with."""

    valid_from = forms.DateField(label=_("valid from"))
    material = cost_field(_("raw material"))
    production = cost_field(_("production cost"))
    transport = cost_field(_("transport cost"))
    management = cost_field(_("management cost"))

    class Meta:
        model = ProductCost
        widths = dict.fromkeys(("material", "production", "transport", "management"), 6)


# -- price lists and rules


class PriceListForm(BaseModelForm):
    class Meta:
        model = PriceList
        fields = ["name", "valid_from", "remark"]


class PriceItemForm(LineForm):
    product = LookupField("product", label=_("product"))
    price = price_field()

    class Meta:
        model = PriceListItem
        fields = ["product", "price"]


PriceItems = line_formset(PriceList, PriceListItem, PriceItemForm)


class PriceRuleForm(BaseModelForm):
    product = LookupField("product", label=_("product"), required=False)
    price = PlainDecimal(
        smallest=CENT,
        largest=LARGEST_PRICE,
        too_small=_("A price is more than zero."),
        label=_("price"),
        required=False,
    )

    class Meta:
        model = PriceRule
        fields = [
            "name",
            "priority",
            "is_active",
            "product",
            "category",
            "min_quantity",
            "segment",
            "grade",
            "new_customer",
            "min_years",
            "price",
            "discount_percent",
            "valid_from",
            "valid_to",
        ]
        groups = [
            (_("Rule"), ["name", "priority", "is_active"]),
            (_("Goods"), ["product", "category", "min_quantity"]),
            (_("Customers"), ["segment", "grade", "new_customer", "min_years"]),
            (_("Terms"), ["price", "discount_percent", "valid_from", "valid_to"]),
        ]

    def clean(self):
        data = super().clean()
        if "price" in data and "discount_percent" in data:
            if (data["price"] is None) == (data["discount_percent"] is None):
                self.add_error("price", _("Give either a price or a discount."))
            elif data["price"] is not None and not data.get("product"):
                self.add_error("product", _("A fixed price needs a product."))
        if data.get("valid_from") and data.get("valid_to") and data["valid_to"] < data["valid_from"]:
            self.add_error("valid_to", _("The last day lies before the first."))
        return data


# -- quotes


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


class QuoteLineForm(LineForm):
    product = LookupField("product", label=_("product"))
    quantity = quantity_field()
    price = price_field(required=False)

    class Meta:
        model = QuoteLine
        fields = ["product", "spec", "unit", "quantity", "price", "tax_rate", "due_date", "remark"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].required = False
        self.fields["tax_rate"].required = False
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


class DiscountReasonForm(BaseForm):
    reason = forms.CharField(
        label=_("reason of the request"), widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}), max_length=2000
    )


class CommentForm(BaseForm):
    comment = forms.CharField(
        label=_("remark"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )


class SendForm(CommentForm):
    sent_on = forms.DateField(label=_("sent on"))
    field_order = ["sent_on", "comment"]


class AcceptForm(CommentForm):
    answered_on = forms.DateField(label=_("answered on"))
    field_order = ["answered_on", "comment"]


class DeclineForm(BaseForm):
    answered_on = forms.DateField(label=_("answered on"))
    comment = forms.CharField(
        label=_("reason of the refusal"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
