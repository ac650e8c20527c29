"""What annexes tell core, and the contract to their left."""

from django.utils.translation import gettext_lazy as _

from contracts.annex.customer_paper import return_to_own_text, take_customer_paper
from contracts.annex.filing import add_annex, annex_files, annexes_shown
from contracts.annex.forms import AnnexForm, CustomerPaperForm
from contracts.annex.models import ContractAnnex
from contracts.annex.permissions import annex_kinds_for, can_add_annex, can_change_paper, can_return_to_own_text
from contracts.contract.models import Contract
from contracts.contract.permissions import can_sign_contract
from contracts.contract.signing import SCAN_KIND
from salesmgmt.core import registry
from salesmgmt.core.domain.evidence import in_every_language, register_evidence
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.form_classes import ReasonForm


def papers_of_contract(contract):
    """An annex a reviewing department waits for, and the signed paper, are filed by those whose act it is (CON-10)."""
    found = {}
    for kind in ContractAnnex.Kind.values:
        if kind != ContractAnnex.Kind.OTHER:
            for text in {kind, *in_every_language(ContractAnnex.Kind(kind).label)}:
                found[text] = lambda user, document, kind=kind: kind in annex_kinds_for(user, document)
    return found | {SCAN_KIND: can_sign_contract}


def register():
    register_evidence(Contract, reserved=papers_of_contract)
    registry.register_fact("contract", "annex_files", annex_files)
    registry.register_section(
        "contract", registry.Section("annexes", "contracts/annex/_annexes.html", annexes_shown, order=90)
    )
    registry.register_action(
        "contract",
        Action(
            "customer-paper",
            _("Customer's paper as the text"),
            can_change_paper,
            take_customer_paper,
            form=CustomerPaperForm,
            icon="file-import",
            help_text=_(
                "The file becomes the text that is signed. Products, prices, dates and the mandatory clauses below are kept "
                "all the same: fill them in as the paper says. An approved contract is reviewed anew."
            ),
        ),
    )
    registry.register_action(
        "contract",
        Action(
            "own-text",
            _("Our text again"),
            can_return_to_own_text,
            return_to_own_text,
            form=ReasonForm,
            icon="file-export",
        ),
    )
    registry.register_action(
        "contract",
        Action(
            "annex",
            _("File an annex"),
            can_add_annex,
            add_annex,
            form=AnnexForm,
            icon="paperclip",
            style="ghost-primary",
            beside_round=True,
            order=30,
        ),
    )
