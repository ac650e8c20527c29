from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = _("Contracts")

    def ready(self):
        # Models exist only from here on.
        from contracts.approval import CONTRACT
        from contracts.models import Contract
        from salesmgmt.core import registry
        from salesmgmt.core.domain import approvals

        registry.register_document(
            Contract, "CON", _("Contract"), _("Contracts"), icon="file-certificate", list_url="contract-list"
        )
        approvals.register(CONTRACT)
