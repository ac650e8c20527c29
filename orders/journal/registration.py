"""What the journal tells core."""

from django.utils.translation import gettext_lazy as _

from orders.account.check import register_check
from orders.journal.check import AGREES
from orders.journal.permissions import reads_journal
from salesmgmt.core import registry


def register():
    registry.register_menu("money", _("Journal"), "journal", "notebook", reads_journal, 98)
    register_check("journal_agrees", AGREES)
