from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("Orders")

    def ready(self):
        # Registrations read the models, which do not exist before ready().
        from orders.registration import register_rooms

        register_rooms()
