from django import forms
from django.utils.translation import gettext_lazy as _

from orders.order.forms import QUANTITY
from orders.stock.allotment import offers
from salesmgmt.core.money import plain
from salesmgmt.core.web.forms import BaseForm


class StockEntryForm(BaseForm):
    quantity = forms.DecimalField(label=_("Quantity"), **QUANTITY)


class TakeFromStockForm(BaseForm):
    """A line of the plan for which something is free, and how much of it is taken."""

    wants_document = True

    line = forms.TypedChoiceField(label=_("Product"), coerce=int)
    quantity = forms.DecimalField(label=_("Quantity"), **QUANTITY)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [
            (
                line.pk,
                _("%(product)s: %(free)s free, %(left)s to be made")
                % {"product": line.order_line.product, "free": plain(free), "left": plain(left)},
            )
            for line, free, left in offers(document)
        ]
