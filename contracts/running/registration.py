"""What the running contracts of the old books tell core."""

from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from contracts.running.imports import RUNNING_CONTRACTS
from salesmgmt.core.domain.checklist import Item, counted, register_item
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.permissions import Role


def register():
    register_import(RUNNING_CONTRACTS)
    register_item(
        Item(
            "contracts",
            _("Running contracts"),
            lambda: counted(Contract.objects.exclude(old_number="").count(), _("%(n)d contracts taken over")),
            "contract-list",
            roles=(Role.CMG, Role.DIR),
            imports=(RUNNING_CONTRACTS.kind,),
            help=_(
                "What is still to be delivered under contracts signed before. The contract template has to be in force."
            ),
            optional=True,
            order=210,
        )
    )
