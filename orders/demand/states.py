"""How a demand notice stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DemandNoticeStatus(models.TextChoices):
    RECEIVED = "received", _("Received")
    CHECKED = "checked", _("Checked by the representative")
    HEAD_REVIEW = "head_review", _("With the head of sales")
    GM_EXCEPTION = "gm_exception", _("Supply on hold: general manager decides")
    ACCEPTED = "accepted", pgettext_lazy("demand notice", "Accepted")
    REFUSED = "refused", _("Refused")


class DemandNoticeChannel(models.TextChoices):
    FAX = "fax", _("Fax")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")


DEMAND_NOTICE_TRANSITIONS: dict[str, list[str]] = {
    DemandNoticeStatus.RECEIVED: [DemandNoticeStatus.CHECKED],
    DemandNoticeStatus.CHECKED: [DemandNoticeStatus.HEAD_REVIEW, DemandNoticeStatus.RECEIVED],
    DemandNoticeStatus.HEAD_REVIEW: [
        DemandNoticeStatus.ACCEPTED,
        DemandNoticeStatus.REFUSED,
        DemandNoticeStatus.GM_EXCEPTION,
        DemandNoticeStatus.CHECKED,
    ],
    DemandNoticeStatus.GM_EXCEPTION: [
        DemandNoticeStatus.ACCEPTED,
        DemandNoticeStatus.REFUSED,
        DemandNoticeStatus.CHECKED,
        DemandNoticeStatus.HEAD_REVIEW,
    ],
}
