"""How the confirmation form of a red letter (红字发票信息确认单) stands, by the codes of the tax bureau."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FormState(models.TextChoices):
    NOT_NEEDED = "01", _("01 No confirmation needed")
    BY_SELLER = "02", _("02 Entered by the seller, buyer to confirm")
    BY_BUYER = "03", _("03 Entered by the buyer, seller to confirm")
    CONFIRMED = "04", _("04 Confirmed by both")
    REFUSED_5 = "05", _("05 Refused")
    REFUSED_6 = "06", _("06 Refused")
    RAN_OUT = "07", _("07 Not confirmed within 72 hours")
    WITHDRAWN = "08", _("08 Withdrawn by who entered it")
    WITHDRAWN_LATER = "09", _("09 Withdrawn after confirmation")
    ABNORMAL = "10", _("10 Abnormal voucher")
    TAXPAYER = "11", _("11 State of the taxpayer is abnormal")
    PERSON = "12", _("12 Refused by a natural person")
    REBATE = "13", _("13 A tax rebate has been applied for")


class EnteredBy(models.TextChoices):
    SELLER = "seller", pgettext_lazy("red letter", "Us, the seller")
    BUYER = "buyer", pgettext_lazy("red letter", "The buyer")


WAITING = (FormState.BY_SELLER, FormState.BY_BUYER)
# The red invoice comes by itself at these.
ISSUING = (FormState.NOT_NEEDED, FormState.CONFIRMED)
# A void form stays as it is; the red letter needs a new one.
VOID = tuple(state for state in FormState if state not in (*WAITING, *ISSUING))
ENDS = (FormState.ABNORMAL, FormState.TAXPAYER, FormState.PERSON, FormState.REBATE)
FORM_TRANSITIONS: dict[str, list[str]] = {
    FormState.NOT_NEEDED: [FormState.WITHDRAWN, *ENDS],
    **{
        state: [
            FormState.CONFIRMED,
            FormState.REFUSED_5,
            FormState.REFUSED_6,
            FormState.RAN_OUT,
            FormState.WITHDRAWN,
            *ENDS,
        ]
        for state in WAITING
    },
    FormState.CONFIRMED: [FormState.WITHDRAWN_LATER, *ENDS],
}
