"""What a row of the old books can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpeningKind(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CREDIT = "credit", _("Credit note")
    ADVANCE = "advance", _("Advance")


# How books and exports of the tax bureau write a row that is none any more, and one that is.
VOID_WORDS = ("作废", "已作废", "废", "废票", "已取消", "void", "voided", "cancelled", "canceled")
VALID_WORDS = ("正常", "有效", "已开票", "已开具", "开具", "已审核", "valid", "normal", "posted")
# Words for the kinds beside their labels.
KIND_WORDS = {
    OpeningKind.INVOICE: ("发票", "蓝字", "蓝票", "应收", "应收单", "invoice"),
    OpeningKind.CREDIT: ("红字", "红字发票", "红票", "红冲", "贷项", "贷项通知单", "credit", "credit note"),
    OpeningKind.ADVANCE: ("预收", "预收款", "预收账款", "预付", "预付款", "advance", "prepayment"),
}
