"""What service feedback tells core."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.feedback.models import ServiceFeedback
from salesmgmt.core.registry import register_document


def register():
    register_document(
        ServiceFeedback,
        "SFB",
        _("Service feedback"),
        pgettext_lazy("plural", "Service feedback"),
        "star",
        "service-feedback-list",
        search=False,
    )
