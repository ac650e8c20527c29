from contracts.contract.querysets import OfContractQuerySet


class ContractFilingQuerySet(OfContractQuerySet):
    """The filings of a contract, as protected as it is."""
