from django.utils.translation import gettext_lazy as _

from pricing.announcement.models import PriceNotice
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class PriceNoticeTable(BaseTable):
    sorted_by = ("status", "told_at")

    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=_("customer"))
    adjustment = Column(accessor="adjustment__title", verbose_name=_("price adjustment"))
    effective_on = DateColumn(accessor="adjustment__effective_on", verbose_name=_("effective from"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    told_at = DateColumn(kind="datetime")
    talk = Column(phone=False, shown=False)
    answer = Column(phone=False)

    class Meta(BaseTable.Meta):
        model = PriceNotice
        fields = ("customer", "adjustment", "effective_on", "status", "owner", "told_at", "talk", "answer")
        sequence = fields
