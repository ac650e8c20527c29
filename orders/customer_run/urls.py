"""The address at which a run is cancelled; its page is that of its kind."""

from django.urls import path

from orders.customer_run.views import cancel_run

urlpatterns = [path("customer-runs/<int:pk>/cancel/", cancel_run, name="customer-run-cancel")]
