"""The address of the paper of an annex."""

from django.urls import path

from contracts.annex import views

urlpatterns = [
    path("contracts/<int:pk>/annexes/<slug:kind>/pdf/", views.contract_annex_pdf, name="contract-annex-pdf"),
]
