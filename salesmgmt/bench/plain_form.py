"""What saving costs where nothing is decided: a quote of as many lines in a bare form of Django's admin."""

import time

from django.contrib.admin import AdminSite, ModelAdmin, TabularInline
from django.http import HttpResponse
from django.utils import timezone

from pricing.quote.models import Quote, QuoteLine
from salesmgmt.core.models import User


class PlainLines(TabularInline):
    model = QuoteLine
    fields = ("product", "quantity", "price")
    raw_id_fields = ("product",)
    extra = 0

    def has_add_permission(self, request, obj=None):
        return True

    has_view_permission = has_change_permission = has_delete_permission = has_add_permission


class PlainQuote(ModelAdmin):
    fields = (
        "customer",
        "contact",
        "title",
        "payment_terms",
        "service_content",
        "lead_time",
        "delivery_place",
        "valid_until",
    )
    raw_id_fields = ("customer", "contact")
    inlines = (PlainLines,)

    def has_add_permission(self, request):
        return True

    def log_addition(self, request, obj, message):
        """Nothing is logged, and nobody is told."""

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponse(str(obj.lines.count()))

    def save_model(self, request, obj, form, change):
        obj.created_by, obj.quote_date = request.user, timezone.localdate()
        obj.number = obj.family = f"X{time.time_ns()}"
        super().save_model(request, obj, form, change)


def plain_form(request):
    """Saves the posted quote and says how many lines it has; no middleware has seen the request."""
    request.user = User.objects.order_by("pk").first()
    request._dont_enforce_csrf_checks = True
    request._messages = Silent()
    return PlainQuote(Quote, AdminSite()).changeform_view(request)


class Silent:
    """The messages of the admin, which nobody reads."""

    def add(self, level, message, extra_tags=""):
        return None
