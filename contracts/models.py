"""The models of this app, one file per document."""

from contracts.contract.models import Contract, ContractLine
from contracts.contract.parts import ContractAnnex, ContractRemark, SignedOriginal
from contracts.copy.models import ContractCopy, DocumentIssue
from contracts.template.clauses import Clauses
from contracts.template.models import ContractTemplate

__all__ = [
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
