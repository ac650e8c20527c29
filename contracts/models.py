"""The models of this app, one file per document."""

from contracts.amendment.models import AmendmentEffect, AmendmentLine, ContractAmendment, ContractVersion
from contracts.annex.models import ContractAnnex, CustomerPaper
from contracts.clause.models import LibraryClause
from contracts.contract.filed_models import ContractRemark, SignedOriginal
from contracts.contract.models import Contract, ContractLine
from contracts.copy.models import ContractCopy, DocumentIssue
from contracts.filing.models import ContractFiling
from contracts.monitoring.models import Deviation, Monitoring
from contracts.payment_plan.models import Instalment, PaymentPlan
from contracts.template.models import Clauses, ContractTemplate
from contracts.termination.models import ContractTermination, SettlementExplanation
from contracts.word_file.models import ReturnedFile

__all__ = [
    "AmendmentEffect",
    "AmendmentLine",
    "ContractAmendment",
    "ContractVersion",
    "Clauses",
    "Contract",
    "ContractAnnex",
    "ContractCopy",
    "ContractFiling",
    "ContractLine",
    "ContractRemark",
    "ContractTemplate",
    "ContractTermination",
    "Deviation",
    "DocumentIssue",
    "Instalment",
    "LibraryClause",
    "Monitoring",
    "PaymentPlan",
    "ReturnedFile",
    "SettlementExplanation",
    "CustomerPaper",
    "SignedOriginal",
]
