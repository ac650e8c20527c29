"""The drafts of prices and quotes that can be thrown away, and what lives again with them."""

from pricing.discount.models import SpecialDiscount
from pricing.discount.permissions import can_submit_discount
from pricing.price_list.models import PriceList
from pricing.price_list.permissions import can_edit_price_list
from pricing.quote.entry import lock_former_version, restore_former_version
from pricing.quote.models import Quote
from pricing.quote.permissions import can_edit_quote
from salesmgmt.core.domain.discarding import register_draft


def register_drafts():
    register_draft(Quote, can_edit_quote, lock_first=lock_former_version, after=restore_former_version)
    register_draft(SpecialDiscount, can_submit_discount)
    register_draft(PriceList, can_edit_price_list)
