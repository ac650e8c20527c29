"""The address of the quarterly re-evaluation."""

from django.urls import path

from customers.re_evaluation.views import EvaluationRound
from salesmgmt.core.registry import register_list

urlpatterns = [path("evaluations/round/", register_list(EvaluationRound).as_view(), name="evaluation-round")]
