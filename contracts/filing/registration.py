"""What the filing of originals tells core about itself."""

from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from contracts.contract.permissions import is_sales, reads_contracts
from contracts.filing.forms import FilingForm
from contracts.filing.permissions import can_file_original
from contracts.filing.receiving import TASK, alert_unfiled, file_original, unfiled
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action


def is_unfiled(contract):
    return not any(filing.version == contract.version for filing in contract.filings.all())


def register():
    registry.register_menu("contracts", _("Filed originals"), "contract-filings", "archive", reads_contracts, 22)
    registry.register_action(
        "contract",
        Action(
            "file",
            _("File the original"),
            lambda user, contract: can_file_original(user, contract) and is_unfiled(contract),
            file_original,
            form=FilingForm,
            icon="archive",
            style="primary",
            order=20,
        ),
    )
    registry.register_task_kind(
        TASK,
        _("Original to be handed over"),
        "archive",
        by_hand=False,
        how=_("Contract management files the original on the page of the contract."),
    )
    registry.register_periodic(
        "contract-filing", _("Originals not filed in time"), "0 8 * * *", alert_unfiled, rules="CON-13", in_batches=True
    )
    registry.register_home_card(
        "originals-to-file",
        _("Originals to be filed"),
        lambda user: user.has_role(Role.CMG) or is_sales(user),
        lambda user: Contract.objects.visible_to(user).filter(pk__in=unfiled().values("pk")),
        "contract-risks?unfiled=true",
        icon="archive",
        tone="warn",
        order=42,
    )
