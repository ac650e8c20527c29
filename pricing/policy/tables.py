from django.utils.translation import gettext_lazy as _

from pricing.policy.models import PricePolicy
from salesmgmt.core.web.tables import BaseTable, DateColumn, DocumentLinkColumn, PersonColumn


class PricePolicyTable(BaseTable):
    number = DocumentLinkColumn()
    created_by = PersonColumn(verbose_name=_("proposed by"))
    approved_by = PersonColumn(phone=False)
    approved_at = DateColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = PricePolicy
        fields = ("number", "title", "status", "valid_from", "created_by", "approved_by", "approved_at")
