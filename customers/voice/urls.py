"""The address of what a customer says of us."""

from django.urls import path

from customers.voice.views import CustomerQuality

urlpatterns = [path("customers/<int:pk>/quality/", CustomerQuality.as_view(), name="customer-quality")]
