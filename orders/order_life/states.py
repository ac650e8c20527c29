"""Where the goods of an order line wait."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    PLAN = "plan", _("Plan release form")
    PRODUCTION = "production", _("Production")
    INSPECTION = "inspection", pgettext_lazy("stage", "Inspection")
    STOCK = "stock", _("Stock entry")
    DISPATCH = "dispatch", pgettext_lazy("stage", "Delivery note to issue")
    OUTBOUND = "outbound", pgettext_lazy("stage", "Stock issue and departure")
    TRANSIT = "transit", _("On the road")
    SIGNATURE = "signature", pgettext_lazy("stage", "Signature")
    ACCEPTANCE = "acceptance", _("Acceptance by the customer")
    BILLING = "billing", pgettext_lazy("stage", "Invoice")
    PAYMENT = "payment", pgettext_lazy("stage", "Payment")
    DONE = "done", pgettext_lazy("stage", "Settled")
