"""The groups of the report as rows."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.web.tables import Column, LineTable, MoneyColumn, QuantityColumn


class GroupTable(LineTable):
    label = Column(verbose_name=_("name"))
    returns = Column(kind="int", verbose_name=_("returns"))
    quantity = QuantityColumn(verbose_name=_("quantity of the list"))
    counted = QuantityColumn(verbose_name=_("counted"), phone=False)
    amount = MoneyColumn(verbose_name=_("amount of the list"))
    credited = MoneyColumn(verbose_name=_("taken off"))
