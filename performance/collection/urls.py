"""The address of collection against quota."""

from django.urls import path

from performance.collection.views import collection

urlpatterns = [path("performance/collection/", collection, name="performance-collection")]
