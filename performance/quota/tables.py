"""Columns of performance."""

from django.utils.translation import gettext_lazy as _

from performance.quota.models import Quota, QuotaLine
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, PersonColumn


class QuotaTable(BaseTable):
    number = DocumentLinkColumn()
    rep = PersonColumn()
    year = Column()
    unit = Column(accessor="rep__unit", verbose_name=_("department"), phone=False)
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Quota
        fields = ("number", "status", "rep", "unit", "year", "collection_amount", "created_by")


class QuotaLineTable(LineTable):
    customer = Column(accessor="customer__name", verbose_name=_("customer in charge"))

    class Meta(LineTable.Meta):
        model = QuotaLine
        fields = ("customer", "segment", "region", "category", "amount")
