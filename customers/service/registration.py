"""What service commitments and teams tell core."""

from django.utils.translation import gettext_lazy as _

from customers.service.permissions import can_keep_commitments
from salesmgmt.core.registry import register_menu


def register():
    register_menu(
        "service", _("Service commitments"), "service-commitment-list", "shield-check", can_keep_commitments, order=54
    )
