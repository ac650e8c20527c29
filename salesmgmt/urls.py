"""The addresses: core first, then the five apps, left to right."""

from django.urls import include, path

from salesmgmt.core.web.urls import by_first_word

urlpatterns = by_first_word(
    [
        path("", include("salesmgmt.core.urls")),
        path("", include("customers.urls")),
        path("", include("pricing.urls")),
        path("", include("contracts.urls")),
        path("", include("orders.urls")),
        path("", include("performance.urls")),
    ]
)

handler403 = "salesmgmt.core.web.errors.permission_denied"
