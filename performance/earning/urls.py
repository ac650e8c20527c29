"""Addresses of what a person earned."""

from django.urls import path

from performance.earning.views import UnpaidList, mine, mine_more

urlpatterns = [
    path("commission/mine/", mine, name="my-commission"),
    path("commission/mine/more/", mine_more, name="my-commission-more"),
    path("commission/unpaid/", UnpaidList.as_view(), name="commission-unpaid"),
]
