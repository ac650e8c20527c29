"""The addresses of the month end."""

from django.urls import path

from orders.month_end.views import (
    MonthBalances,
    MonthEndCreate,
    MonthEndDetail,
    MonthEndList,
    WithoutStatement,
    month_end_page,
    month_end_slow_points,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("month-end/", month_end_page, name="month-end"),
    path("month-end/points/", month_end_slow_points, name="month-end-points"),
    path("month-end/without-statement/", register_list(WithoutStatement).as_view(), name="without-statement"),
    *document_urls("month-ends", "month-end", list=MonthEndList, detail=MonthEndDetail, create=MonthEndCreate),
    path("month-ends/<int:pk>/balances/", register_list(MonthBalances).as_view(), name="month-end-balances"),
]
