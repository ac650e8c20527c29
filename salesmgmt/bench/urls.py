"""The program's addresses and the floor's."""

from django.urls import include, path

from salesmgmt.bench.floor import floor_page

urlpatterns = [path("bench/floor/", floor_page, name="bench-floor"), path("", include("salesmgmt.urls"))]

handler404 = "salesmgmt.core.web.errors.not_found"
