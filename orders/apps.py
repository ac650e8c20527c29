from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("Orders")

    def ready(self):
        # Registrations read the models, which do not exist before ready().
        from orders.registration_drafts import register_drafts
        from orders.registration_fulfilment import register_fulfilment
        from orders.registration_money import register_money
        from orders.registration_orders import register_orders

        register_orders()
        register_fulfilment()
        register_money()
        register_drafts()
