"""The address of the outlook."""

from django.urls import path

from orders.outlook.views import outlook

urlpatterns = [path("receivables/outlook/", outlook, name="collection-outlook")]
