"""Addresses of the needs and preferences of customers."""

from django.urls import path

from customers.preference.views import (
    CustomerPreferences,
    PreferenceCreate,
    PreferenceEdit,
    PreferenceRetire,
    PreferencesRead,
)
from salesmgmt.core.registry import register_list

register_list(CustomerPreferences)

urlpatterns = [
    path("customers/<int:pk>/preferences/", CustomerPreferences.as_view(), name="customer-preferences"),
    path("customers/<int:pk>/preferences/new/", PreferenceCreate.as_view(), name="preference-create"),
    path("customers/<int:pk>/preferences/read/", PreferencesRead.as_view(), name="preferences-read"),
    path("preferences/<int:pk>/edit/", PreferenceEdit.as_view(), name="preference-edit"),
    path("preferences/<int:pk>/retire/", PreferenceRetire.as_view(), name="preference-retire"),
]
