"""What the page of a product shows of its stock."""

from django.utils.translation import gettext as _

from pricing.stock_level.entry import stock_of
from pricing.stock_level.permissions import can_read_stock
from salesmgmt.core import registry
from salesmgmt.core.templatetags.salesmgmt import datefmt, quantity
from salesmgmt.core.web.detail import Fact


def stock_facts(product, *, user):
    """The stock with its day, for every reader of stock, whether he sees cost or not (PRC-13)."""
    if not can_read_stock(user):
        return []
    kept = registry.fact("product", "kept_stock", product, default=None)
    if kept is not None:
        in_store, free = kept
        note = _("of which %(free)s free") % {"free": quantity(free)}
        return [Fact(_("In stock"), f"{quantity(in_store)} {product.unit}", note=note)]
    level = stock_of(product)
    if level is None:
        return [(_("In stock"), "")]
    note = _("as of %(day)s") % {"day": datefmt(level.as_of)}
    return [Fact(_("In stock"), f"{quantity(level.quantity)} {product.unit}", note=note)]
