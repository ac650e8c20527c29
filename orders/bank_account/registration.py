"""What our bank accounts tell core."""

from django.utils.translation import gettext_lazy as _

from orders.bank_account.permissions import reads_bank_accounts
from salesmgmt.core import registry


def register():
    registry.register_menu("money", _("Bank accounts"), "bank-account-list", "building-bank", reads_bank_accounts, 36)
