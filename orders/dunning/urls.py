"""The addresses of the dunning."""

from django.urls import path

from orders.dunning.tab_views import CustomerCollection
from orders.dunning.views import (
    CollectionActionList,
    DunningLetterDetail,
    DunningLetterList,
    DunningRun,
    DunningRuns,
    dunning_letter_pdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("dunning/", register_list(DunningRun).as_view(), name="dunning-run"),
    path("dunning/runs/", DunningRuns.as_view(), name="dunning-runs"),
    path("collection-actions/", register_list(CollectionActionList).as_view(), name="collection-action-list"),
    path("customers/<int:pk>/collection/", register_list(CustomerCollection).as_view(), name="customer-collection"),
    *document_urls("dunning-letters", "dunning-letter", list=DunningLetterList, detail=DunningLetterDetail),
    path("dunning-letters/<int:pk>/pdf/", dunning_letter_pdf, name="dunning-letter-pdf"),
]
