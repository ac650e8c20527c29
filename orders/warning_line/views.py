"""The list of customers near or over their warning line."""

from django.utils.translation import gettext_lazy as _

from orders.warning_line.filters import LineAlertFilters
from orders.warning_line.models import LineAlert
from orders.warning_line.tables import LineAlertTable
from salesmgmt.core.web.lists import ListPage, Preset


class LineAlertList(ListPage):
    model = LineAlert
    table_class = LineAlertTable
    filterset_class = LineAlertFilters
    matrix_key, key = "invoice", "line-alerts"
    title = _("Near or over the warning line")
    icon = "gauge"
    opens_on = "open=true"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Over the warning line"), f"open=true&state={LineAlert.State.OVER}"),
        Preset(_("Near the warning line"), f"open=true&state={LineAlert.State.NEAR}"),
    )
    empty_title = _("No customer is near his warning line")
    empty_text = _("Every morning the balances are compared with the lines.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner")
