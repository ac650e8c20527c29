"""What the opening stock tells core."""

from django.utils.translation import gettext_lazy as _

from orders.opening_stock.clock import QUEUE, check_stock
from orders.opening_stock.imports import OPENING_STOCK
from orders.opening_stock.models import OpeningStock
from orders.opening_stock.permissions import reads_openings
from orders.stock.posting import keeps_stock
from salesmgmt.core import registry
from salesmgmt.core.domain.checklist import DONE, OPEN, Item, Standing, register_item
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.permissions import Role


def standing() -> Standing:
    if not keeps_stock():
        return Standing(OPEN, _("none yet: deliveries are not compared with what lies in the store"))
    return Standing(DONE, _("%(n)d products") % {"n": OpeningStock.objects.count()})


def register():
    register_import(OPENING_STOCK)
    register_item(
        Item(
            "stock",
            _("Opening stock"),
            standing,
            "opening-stock-list",
            roles=(Role.WH, Role.PLN),
            imports=("opening_stock",),
            help=_("With the first row the keeping of stock begins: a delivery takes only what is there."),
            optional=True,
            order=240,
        )
    )
    registry.register_document(
        OpeningStock,
        "OST",
        _("Opening stock"),
        _("Opening stock"),
        "building-warehouse",
        "opening-stock-list",
        search=False,
    )
    registry.register_menu(
        "orders", _("Opening stock"), "opening-stock-list", "building-warehouse", can=reads_openings, order=56
    )
    registry.register_periodic(QUEUE, _("The stock is recomputed"), "40 3 * * *", check_stock, rules="QC-02")
