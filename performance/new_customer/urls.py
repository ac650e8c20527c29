"""Addresses of new and potential customers."""

from django.urls import path

from performance.new_customer.views import new_customers, new_customers_of

urlpatterns = [
    path("performance/new-customers/", new_customers, name="performance-new-customers"),
    path("performance/new-customers/<int:pk>/", new_customers_of, name="performance-new-customers-of"),
]
