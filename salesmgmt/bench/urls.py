"""The program's addresses and the floor's."""

from django.urls import path

from salesmgmt.bench.floor import floor_page
from salesmgmt.urls import urlpatterns as program

urlpatterns = [path("bench/floor/", floor_page, name="bench-floor"), *program]
