"""What amendments tell core about themselves, and what they do when a contract takes effect or a copy is acknowledged."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.amendment.approval import AMENDMENT
from contracts.amendment.models import APPLICATION, SIGNED, ContractAmendment
from contracts.amendment.permissions import can_create_amendment, can_edit_amendment, can_sign_amendment
from contracts.amendment.settling import close_when_acknowledged
from contracts.amendment.states import AmendmentStatus
from contracts.amendment.text import store_version
from contracts.contract.models import Contract
from contracts.contract.permissions import is_sales
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.detail import Action, opening


def reads_amendments(user, document=None):
    return may_at_all(user, "amendment", "R")


def given_up(amendment, user):
    """The draft was thrown away: what waited for it hears so."""
    registry.tell("amendment", "ended", amendment, user=user, reason=str(_("The draft was thrown away.")))


def register():
    registry.register_document(
        ContractAmendment,
        "AMD",
        _("Contract amendment"),
        _("Contract amendments"),
        "file-diff",
        "amendment-list",
        search=False,
    )
    registry.register_menu("contracts", _("Amendments"), "amendment-list", "file-diff", reads_amendments, 12)
    approvals.register(AMENDMENT)
    register_draft(ContractAmendment, can_edit_amendment, after=given_up)
    register_evidence(
        ContractAmendment, reserved=lambda amendment: {APPLICATION: can_edit_amendment, SIGNED: can_sign_amendment}
    )
    registry.register_command("contract", "in_effect", "amendment", store_version, order=40)
    registry.register_command("contract", "copy_acknowledged", "amendment", close_when_acknowledged)
    registry.register_action(
        "contract",
        Action(
            "amend",
            _("Amendment"),
            can_create_amendment,
            opening(Contract, can_create_amendment, "customer__owner"),
            icon="file-diff",
            style="ghost-primary",
            success=_("Write text and products as they are to be."),
            goto=lambda nothing, contract: f"{reverse('amendment-create')}?contract={contract.pk}",
            order=45,
        ),
    )
    registry.register_tab(
        "contract",
        registry.Tab(
            "amendments",
            _("Amendments"),
            "contract-amendments",
            count=lambda contract, user: ContractAmendment.objects.visible_to(user).filter(contract=contract),
            can=reads_amendments,
            icon="file-diff",
            order=30,
        ),
    )
    registry.register_home_card(
        "amendments-to-apply",
        _("Amendments to put in force"),
        is_sales,
        lambda user: ContractAmendment.objects.visible_to(user).filter(status=AmendmentStatus.APPROVED),
        f"amendment-list?status={AmendmentStatus.APPROVED}",
        icon="file-diff",
        tone="info",
        order=44,
    )
