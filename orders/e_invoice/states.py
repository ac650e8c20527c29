"""What carries an e-invoice, and the kinds by which its code names it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Carrier(models.TextChoices):
    XML = "xml", "XML"
    OFD = "ofd", "OFD"
    PDF = "pdf", "PDF"
    CODE = "code", _("QR code")
    EXPORT = "export", _("Query export of the tax bureau")


# Second part of the text of the QR code: kinds of digital invoices (their amount is the gross).
CODE_KINDS = {"31": "special", "32": "normal", "51": "rail"}
