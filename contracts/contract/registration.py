"""What contracts tell core about themselves; called once from apps.py."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.contract.drafting import draft_from_quote, give_back_quote, lock_quote_of
from contracts.contract.models import Contract
from contracts.contract.permissions import (
    can_contract_opportunity,
    can_create_contract,
    is_sales,
    owns_contract,
    reads_contracts,
    watches_contracts,
)
from contracts.contract.standing import contract_numbers, running_with
from customers.customer.models import Customer
from customers.opportunity.models import Opportunity
from pricing.quote.states import QuoteStatus
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action, opening


def register():
    registry.register_document(
        Contract, "CON", _("Contract"), _("Contracts"), icon="file-certificate", list_url="contract-list"
    )
    register_draft(Contract, owns_contract, lock_first=lock_quote_of, after=give_back_quote)
    registry.register_bar("contract-list", Role.LEG, Role.CMG, order=20)
    registry.register_menu("contracts", _("Contracts"), "contract-list", "file-certificate", reads_contracts, 10)
    registry.register_tab(
        "customer",
        registry.Tab(
            "contracts",
            _("Contracts"),
            "customer-contracts",
            count=lambda customer, user: Contract.objects.visible_to(user).filter(customer=customer),
            can=lambda user, customer: reads_contracts(user),
            icon="file-certificate",
            order=40,
        ),
    )
    registry.register_fact("customer", "contract_numbers", contract_numbers)
    registry.register_fact("price_adjustment", "contracts", running_with)
    _register_cards()
    _register_lookup()
    registry.register_action(
        "quote",
        Action(
            "contract",
            _("Draft contract"),
            lambda user, quote: can_create_contract(user, quote.customer),
            draft_from_quote,
            to=QuoteStatus.CONVERTED,
            icon="file-certificate",
            style="primary",
            success=_("The contract was drafted with the lines, prices and terms of the quote."),
            goto=lambda contract, quote: contract.get_absolute_url(),
        ),
    )
    registry.register_action(
        "opportunity",
        Action(
            "contract",
            _("Create contract"),
            can_contract_opportunity,
            opening(Opportunity, can_contract_opportunity, "customer__owner"),
            icon="file-certificate",
            style="primary",
            success=_("The agreed terms are filled in."),
            goto=lambda nothing, opportunity: f"{reverse('contract-create')}?opportunity={opportunity.pk}",
        ),
    )
    registry.register_tab(
        "opportunity",
        registry.Tab(
            "contracts",
            _("Contracts"),
            "opportunity-contracts",
            count=lambda opportunity, user: opportunity.contracts.visible_to(user),
            can=lambda user, opportunity: reads_contracts(user),
            icon="file-certificate",
            order=20,
        ),
    )


def _register_cards():
    registry.register_home_card(
        "contracts-to-sign",
        _("Contracts to sign"),
        is_sales,
        lambda user: Contract.objects.visible_to(user).to_sign(),
        f"contract-list?status={Contract.Status.APPROVED}",
        icon="signature",
        tone="info",
        order=40,
    )
    registry.register_home_card(
        "contracts-expiring",
        _("Contracts about to expire"),
        watches_contracts,
        lambda user: Contract.objects.visible_to(user).expiring(today(), policy().contract_expiry_days),
        "contract-list?expiring=true",
        icon="calendar-due",
        tone="warn",
        order=41,
    )


def _register_lookup():
    registry.register_lookup(
        "contract",
        lambda user: Contract.objects.visible_to(user).active(),
        label=lambda contract: f"{contract.number} {contract.title}",
        search_fields=("number", "title"),
        note=lambda contract: f"{contract.start_date} – {contract.end_date}",
        narrow=lambda rows, params: rows.filter(customer=params["customer"]) if "customer" in params else rows,
        parents={"customer": Customer},
    )
