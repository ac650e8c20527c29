"""What the fields of a product may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductStrategy(models.TextChoices):
    UNIFORM = "uniform", _("Uniform price")
    DIFFERENTIATED = "differentiated", _("Differentiated price")
