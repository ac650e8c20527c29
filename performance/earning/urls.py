"""Addresses of what a person earned."""

from django.urls import path

from performance.earning.views import UnpaidList, mine

urlpatterns = [
    path("commission/mine/", mine, name="my-commission"),
    path("commission/unpaid/", UnpaidList.as_view(), name="commission-unpaid"),
]
