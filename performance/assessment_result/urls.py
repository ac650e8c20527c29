"""Addresses of what assessments lead to."""

from django.urls import path

from performance.assessment_result.views import PayrollBatchFile, PayrollBatchList, Runs, export
from salesmgmt.core.registry import register_list

urlpatterns = [
    path("assessments/runs/", Runs.as_view(), name="assessment-runs"),
    path("assessments/payroll/", register_list(PayrollBatchList).as_view(), name="payroll-batch-list"),
    path("assessments/payroll/export/", export, name="payroll-batch-export"),
    path("assessments/payroll/<int:pk>/file/", PayrollBatchFile.as_view(), name="payroll-batch-file"),
]
