"""What the page of a product shows of its costs. The page asks sees_cost() first (SEC-03)."""

from django.utils.translation import gettext as _

from pricing.cost.margin import margin
from pricing.cost.tables import CostTable
from salesmgmt.core.calendar import today
from salesmgmt.core.web.detail import Fact

LATEST = 20


class CostsOfProduct:
    """Cost, profit and margin of a product; nothing is read before it is asked."""

    def __init__(self, product):
        self.product = product

    def facts(self, list_price):
        """Cost and margin of the list price today, for those who may see them (PRC-01, SEC-03)."""
        cost = next((row for row in self.product.costs.all() if row.valid_from <= today()), None)
        left = margin(list_price, cost.total if cost else None)
        warning = _("below cost") if left and left.is_loss else ""
        return [
            (_("Unit cost"), cost.total if cost else None),
            Fact(_("Unit profit"), left.profit if left else None, note=warning),
            (_("Margin"), f"{left.percent}%" if left else ""),
        ]

    def table(self, user):
        return CostTable(self.product.costs.select_related("created_by")[:LATEST], user=user)


def proposed_cost(user, product):
    """What the form of a new cost begins with: the parts of the last one, from today."""
    last = product.costs.first()
    parts = {part: getattr(last, part) for part in last.PARTS} if last else {}
    return {"valid_from": today(), **parts}
