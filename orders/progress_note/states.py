"""By which way a customer is told how far his order is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ToldBy(models.TextChoices):
    PHONE = "phone", _("Telephone")
    MESSAGE = "message", _("Message (WeChat, SMS)")
    EMAIL = "email", _("E-mail")
    VISIT = "visit", _("In person")
