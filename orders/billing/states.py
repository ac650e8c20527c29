"""How the deliveries of a billing run are put together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grouping(models.TextChoices):
    CUSTOMER = "customer", _("One invoice a customer")
    CONTRACT = "contract", _("One invoice a contract")
    DELIVERY = "delivery", _("One invoice a delivery")
