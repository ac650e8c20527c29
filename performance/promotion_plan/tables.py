from django.utils.translation import gettext_lazy as _

from performance.promotion_plan.models import PromotionPlan, PromotionPlanLine
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, MoneyColumn, PersonColumn


class PromotionPlanTable(BaseTable):
    number = DocumentLinkColumn()
    year = Column()
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = PromotionPlan
        fields = ("number", "year", "status", "goal", "budget", "created_by")


class PromotionLineTable(LineTable):
    planned = MoneyColumn(verbose_name=_("budgets of the campaigns"), orderable=False)

    class Meta(LineTable.Meta):
        model = PromotionPlanLine
        fields = ("channel", "product", "target_group", "content", "budget", "planned")
