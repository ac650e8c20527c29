"""The addresses of the one page."""

from django.urls import path

from performance.one_page.views import one_page, one_page_measured, one_page_owed

urlpatterns = [
    path("performance/one-page/", one_page, name="one-page"),
    path("performance/one-page/measured/", one_page_measured, name="one-page-measured"),
    path("performance/one-page/owed/", one_page_owed, name="one-page-owed"),
]
