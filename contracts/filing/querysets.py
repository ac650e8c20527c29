from contracts.contract.querysets import ContractPartQuerySet


class ContractFilingQuerySet(ContractPartQuerySet):
    """The filings of a contract, as protected as it is."""
