"""The address of the one page."""

from django.urls import path

from performance.one_page.views import one_page

urlpatterns = [path("performance/one-page/", one_page, name="one-page")]
