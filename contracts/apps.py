from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = _("Contracts")

    def ready(self):
        # Models exist only from here on.
        from contracts.contract.registration import register
        from contracts.contract.registration_drafts import register_drafts

        register()
        register_drafts()
