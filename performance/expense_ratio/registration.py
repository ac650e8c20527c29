"""What the expense ratio tells core about itself."""

from django.utils.translation import gettext_lazy as _

from performance.expense_claim.permissions import reads_claims
from salesmgmt.core import registry


def register():
    registry.register_menu("money", _("Expense ratio"), "expense-ratio", "chart-pie", reads_claims, 84)
