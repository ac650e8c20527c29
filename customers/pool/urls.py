"""The address of the public pool."""

from django.urls import path

from customers.pool.views import LeadPool
from salesmgmt.core.registry import register_list

urlpatterns = [path("leads/pool/", register_list(LeadPool).as_view(), name="lead-pool")]
