"""The address of the outlook."""

from django.urls import path

from orders.outlook.views import expected_collections, outlook, outlook_figure

urlpatterns = [
    path("receivables/outlook/", outlook, name="collection-outlook"),
    path("receivables/outlook/figure/", outlook_figure, name="outlook-figure"),
    path("receivables/outlook/expected/", expected_collections, name="expected-collections"),
]
