"""By what a line was matched."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Evidence(models.TextChoices):
    """The words of the evidence of a line; each has its sentence in wording.py."""

    ACCOUNT = "account", pgettext_lazy("evidence", "account number")
    NAME = "name", pgettext_lazy("evidence", "name")
    VARIANT = "variant", pgettext_lazy("evidence", "name but for brackets and legal form")
    FORMER = "former", pgettext_lazy("evidence", "former name")
    PAYER = "payer", pgettext_lazy("evidence", "known payer")
    INVOICE = "invoice", pgettext_lazy("evidence", "invoice number")
    CONTRACT = "contract", pgettext_lazy("evidence", "contract number")
    RECORDED = "recorded", pgettext_lazy("evidence", "recorded payment")
    NAMED = "named", pgettext_lazy("evidence", "invoices that are named")
    EXACT = "exact", pgettext_lazy("evidence", "amount of one invoice")
    SUM = "sum", pgettext_lazy("evidence", "sum of several invoices")
    OLDEST = "oldest", pgettext_lazy("evidence", "oldest invoices first")
    EQUAL = "equal", pgettext_lazy("evidence", "several possibilities")
    FREE = "free", pgettext_lazy("evidence", "no open invoice")
    REST = "rest", pgettext_lazy("evidence", "what is left over")
    KNOWN = "known", pgettext_lazy("evidence", "payment confirmed before")
    CLAIM = "claim", pgettext_lazy("evidence", "claim")
    SIMILAR = "similar", pgettext_lazy("evidence", "similar name")
    SEVERAL = "several", pgettext_lazy("evidence", "several customers")
    CONFLICT = "conflict", pgettext_lazy("evidence", "contradiction")
    CORRECTION = "correction", pgettext_lazy("evidence", "correction of the bank")
