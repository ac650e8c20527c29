"""What the import of prices tells core: the file, and the first list on the way to going live."""

from django.utils.translation import gettext_lazy as _

from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.states import AdjustmentStatus
from pricing.price_import.imports import PRICES
from pricing.price_list.models import PriceList
from pricing.price_list.states import PriceListStatus
from salesmgmt.core.domain.checklist import DONE, OPEN, PARTLY, Item, Standing, register_item
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.permissions import Role

# Prices that are on their way to the first list.
PROPOSED = (
    AdjustmentStatus.DRAFT,
    AdjustmentStatus.SUBMITTED,
    AdjustmentStatus.JOINT_REVIEW,
    AdjustmentStatus.REJECTED,
)


def price_list_standing() -> Standing:
    """A list comes into force by an adjustment that a second person agreed to (PRC-08, PRC-09, SEC-04)."""
    found = PriceList.objects.filter(status=PriceListStatus.IN_FORCE).first()
    if found is not None:
        return Standing(DONE, _("%(list)s, agreed to by %(person)s") % {"list": found, "person": found.released_by})
    waiting = PriceList.objects.filter(status=PriceListStatus.SCHEDULED).order_by("valid_from").first()
    if waiting is not None:
        words = {"list": waiting, "day": waiting.valid_from.isoformat()}
        return Standing(PARTLY, _("%(list)s holds from %(day)s on") % words)
    proposed = PriceAdjustment.objects.filter(status__in=PROPOSED).order_by("-pk").first()
    if proposed is None:
        return Standing(OPEN, _("none yet"))
    return Standing(PARTLY, f"{proposed} {proposed.title}: {proposed.get_status_display()}")


def register():
    register_import(PRICES)
    register_item(
        Item(
            "price_list",
            _("Price list in force"),
            price_list_standing,
            "price-adjustment-list",
            roles=(Role.MGR, Role.DIR),
            imports=(PRICES.kind,),
            help=_(
                "Imported prices are a proposal: complete it and hand it in. They hold when a second person has agreed."
            ),
            order=130,
        )
    )
