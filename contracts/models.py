"""The models of this app, one file per document."""

from contracts.amendment.models import AmendmentEffect, AmendmentLine, ContractAmendment, ContractVersion
from contracts.contract.filed_models import ContractAnnex, ContractRemark, SignedOriginal
from contracts.contract.models import Contract, ContractLine
from contracts.copy.models import ContractCopy, DocumentIssue
from contracts.template.models import Clauses, ContractTemplate

__all__ = [
    "AmendmentEffect",
    "AmendmentLine",
    "ContractAmendment",
    "ContractVersion",
    "Clauses",
    "Contract",
    "ContractAnnex",
    "ContractCopy",
    "ContractLine",
    "ContractRemark",
    "ContractTemplate",
    "DocumentIssue",
    "SignedOriginal",
]
