from django.utils.translation import gettext_lazy as _

from orders.intake_plan.tables import MonthColumn
from performance.pre_draw.models import PreDraw, PreDrawLine
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, PersonColumn


class PreDrawTable(BaseTable):
    number = DocumentLinkColumn()
    month = MonthColumn()
    person = PersonColumn()

    class Meta(BaseTable.Meta):
        model = PreDraw
        fields = ("number", "status", "month", "person", "amount", "paid_on")


class PreDrawLineTable(LineTable):
    rep = PersonColumn()
    statement = Column(accessor="statement__number", verbose_name=_("commission statement"), linkify=False)

    class Meta(LineTable.Meta):
        model = PreDrawLine
        fields = ("rep", "statement", "amount")
