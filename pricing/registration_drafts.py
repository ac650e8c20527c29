"""The drafts of prices and quotes that can be thrown away, and what lives again with them."""

from pricing.domain.quote_write import lock_former_version, restore_former_version
from pricing.models import PriceList, Quote, SpecialDiscount
from pricing.permissions import can_edit_price_list, can_edit_quote, can_submit_discount
from salesmgmt.core.domain.discarding import register_draft


def register_drafts():
    register_draft(Quote, can_edit_quote, lock_first=lock_former_version, after=restore_former_version)
    register_draft(SpecialDiscount, can_submit_discount)
    register_draft(PriceList, can_edit_price_list)
