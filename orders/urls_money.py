"""The addresses of invoices, payments and accounts."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.urls import path


@login_required
def _page(request, pk=None):
    raise Http404


urlpatterns = [
    path("invoices/<int:pk>/", _page, name="invoice-detail"),
    path("payments/<int:pk>/", _page, name="payment-detail"),
    path("statements/<int:pk>/", _page, name="statement-detail"),
    path("collection/tasks/", _page, name="collection-task-list"),
]
