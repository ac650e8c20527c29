"""The address of the review sheet."""

from django.urls import path

from contracts.review.views import contract_sheet

urlpatterns = [path("contracts/<int:pk>/review-sheet/", contract_sheet, name="contract-sheet")]
