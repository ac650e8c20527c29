"""The models of this app, one file per document."""

from contracts.models.clauses import CLAUSES, Clauses
from contracts.models.contract import Contract, ContractLine
from contracts.models.parts import ContractAnnex, ContractCopy, ContractRemark, DocumentIssue, SignedOriginal
from contracts.models.template import ContractTemplate

__all__ = [
    "CLAUSES",
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
