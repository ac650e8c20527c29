from contracts.contract.querysets import ContractPartQuerySet
from salesmgmt.core.permissions import sees_prices


class ReturnedFileQuerySet(ContractPartQuerySet):
    def visible_to(self, user):
        """The file names the prices (roles.md, row-level rule 3)."""
        return super().visible_to(user) if sees_prices(user) else self.none()
