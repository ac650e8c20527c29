"""The address of the expense ratio."""

from django.urls import path

from performance.expense_ratio.views import expense_ratio_page

urlpatterns = [path("performance/expense-ratio/", expense_ratio_page, name="expense-ratio")]
