from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PricingConfig(AppConfig):
    name = "pricing"
    verbose_name = _("Pricing")

    def ready(self):
        # Models exist only from here on.
        from pricing.quote.registration import register
        from pricing.quote.registration_drafts import register_drafts

        register()
        register_drafts()
