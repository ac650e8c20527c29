"""What a payer is to a customer."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PayerKind(models.TextChoices):
    OWN = "own", pgettext_lazy("payer", "An account of his own")
    FORMER = "former", pgettext_lazy("payer", "A former name of his")
    FOR_HIM = "for_him", pgettext_lazy("payer", "Another one who pays for him")
