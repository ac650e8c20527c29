from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("Orders")

    def ready(self):
        # Registrations read the models, which do not exist before ready().
        from orders.delivery.registration import register_fulfilment
        from orders.order.registration import register_orders
        from orders.order.registration_drafts import register_drafts
        from orders.receivables.registration import register_money

        register_orders()
        register_fulfilment()
        register_money()
        register_drafts()
