"""The addresses of demand notices, orders and order changes."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.urls import path


@login_required
def _page(request, pk=None):
    raise Http404


urlpatterns = [
    path("demands/<int:pk>/", _page, name="demand-detail"),
    path("orders/<int:pk>/", _page, name="order-detail"),
    path("order-changes/<int:pk>/", _page, name="order-change-detail"),
]
