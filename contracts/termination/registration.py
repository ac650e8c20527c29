"""What terminations tell core about themselves."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from contracts.termination.approval import TERMINATION
from contracts.termination.models import CONSENT, ContractTermination
from contracts.termination.permissions import can_confirm_termination, can_create_termination
from contracts.termination.states import OPEN, TerminationStatus
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.read_once import read_once
from salesmgmt.core.web.detail import Action, opening


def reads_terminations(user, document=None):
    return may_at_all(user, "termination", "R")


def may_file_consent(user, termination):
    return termination.is_editable and can_confirm_termination(user, termination)


def register():
    registry.register_document(
        ContractTermination,
        "TER",
        _("Contract termination"),
        _("Contract terminations"),
        "file-x",
        "termination-list",
        search=False,
    )
    registry.register_menu("contracts", _("Terminations"), "termination-list", "file-x", reads_terminations, 14)
    approvals.register(TERMINATION)
    register_evidence(ContractTermination, reserved=lambda termination: {CONSENT: may_file_consent})
    registry.register_action(
        "contract",
        Action(
            "terminate",
            _("Terminate"),
            lambda user, contract: (
                can_create_termination(user, contract)
                and not any(each.status in OPEN for each in terminations_of(contract))
            ),
            opening(Contract, can_create_termination, "customer__owner"),
            icon="file-x",
            success=_("Name the ground and the reason."),
            goto=lambda nothing, contract: f"{reverse('termination-create')}?contract={contract.pk}",
            order=60,
        ),
    )
    registry.register_section(
        "contract",
        registry.Section("terminations", "contracts/termination/_section.html", terminations_shown, order=5),
    )
    registry.register_home_card(
        "terminations-to-settle",
        _("Terminations to be settled"),
        reads_terminations,
        lambda user: ContractTermination.objects.visible_to(user).filter(status=TerminationStatus.TERMINATED),
        f"termination-list?status={TerminationStatus.TERMINATED}",
        icon="file-x",
        tone="warn",
        order=46,
    )


def terminations_of(contract):
    """Asked by the button and by the card: read once for the page."""
    return read_once(contract, "terminations_of", lambda: list(contract.terminations.all()))


def terminations_shown(contract, user):
    """The termination of a contract at the head of its page, for those who read it."""
    if not terminations_of(contract):
        return None
    found = (
        ContractTermination.objects.visible_to(user)
        .filter(contract=contract)
        .exclude(status=TerminationStatus.WITHDRAWN)
        .first()
    )
    return {"termination": found} if found else None
