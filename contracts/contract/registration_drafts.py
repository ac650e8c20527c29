"""The drafts of contracts and of the model contract that can be thrown away."""

from contracts.contract.drafting import give_back_quote, lock_quote_of
from contracts.contract.models import Contract
from contracts.contract.permissions import owns_contract
from contracts.template.models import ContractTemplate
from contracts.template.permissions import can_keep_templates
from salesmgmt.core.domain.discarding import register_draft


def register_drafts():
    register_draft(Contract, owns_contract, lock_first=lock_quote_of, after=give_back_quote)
    register_draft(ContractTemplate, lambda user, template: can_keep_templates(user))
