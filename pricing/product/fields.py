from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.money import MICRO

CENT = Decimal("0.01")


# What an amount field of the database holds, less room for the sum of many lines.
LARGEST_PRICE = Decimal("99999999.99")


LARGEST_QUANTITY = Decimal("99999999.99")


class PlainDecimal(forms.DecimalField):
    """An amount whose refusals are written for the person who typed it."""

    def __init__(self, *, smallest, largest, too_small, places=2, **kwargs):
        super().__init__(max_digits=None, decimal_places=places, **kwargs)
        self.validators += [
            MinValueValidator(smallest, too_small),
            MaxValueValidator(largest, _("This is too large: at most %(limit_value)s.")),
        ]
        self.error_messages["invalid"] = _("Enter a number, such as 12.50.")
        self.error_messages["max_decimal_places"] = (
            _("At most two decimal places.") if places == 2 else _("At most six decimal places.")
        )
        self.widget.attrs.update({"min": str(smallest), "step": str(Decimal(1).scaleb(-places))})


def price_field(**kwargs):
    """The price of a line that goes on into contracts, orders and invoices, which are kept in fen."""
    return PlainDecimal(
        smallest=CENT, largest=LARGEST_PRICE, too_small=_("A price is more than zero."), label=_("unit price"), **kwargs
    )


def unit_price_field(label, **kwargs):
    """A price per piece, with up to six decimals."""
    return PlainDecimal(
        smallest=MICRO,
        largest=LARGEST_PRICE,
        too_small=_("A price is more than zero."),
        label=label,
        places=6,
        **kwargs,
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
