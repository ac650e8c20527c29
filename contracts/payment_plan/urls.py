"""The address of the payment plan's form."""

from django.urls import path

from contracts.payment_plan.views import PaymentPlanEdit

urlpatterns = [path("payment-plans/<int:pk>/edit/", PaymentPlanEdit.as_view(), name="payment-plan-edit")]
