"""The price adjustments of the demo company, which are older than its orders, weighed with what was sold."""

from pricing.adjustment.computing import figures_of, fill_in_sold
from pricing.adjustment.models import PriceAdjustment


def build(company):
    for adjustment in PriceAdjustment.objects.order_by("pk"):
        fill_in_sold(adjustment)
        effect = figures_of(adjustment)["impact_amount"]
        PriceAdjustment.objects.filter(pk=adjustment.pk).update(impact_amount=effect)
