from django.utils.translation import gettext_lazy

from salesmgmt.core.web.tables import DateColumn, LineTable, MoneyColumn, PersonColumn


class CostTable(LineTable):
    """Costs of a product by day; only built for people who see cost."""

    valid_from = DateColumn(verbose_name=gettext_lazy("valid from"))
    material = MoneyColumn(verbose_name=gettext_lazy("raw material"), cost=True)
    production = MoneyColumn(verbose_name=gettext_lazy("production cost"), cost=True)
    transport = MoneyColumn(verbose_name=gettext_lazy("transport cost"), cost=True)
    management = MoneyColumn(verbose_name=gettext_lazy("management cost"), cost=True)
    total = MoneyColumn(verbose_name=gettext_lazy("unit cost"), cost=True)
    created_by = PersonColumn(verbose_name=gettext_lazy("entered by"))
