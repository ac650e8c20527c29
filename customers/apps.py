from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = _("Customers")

    def ready(self):
        # Models can be imported only now.
        from customers import registration
        from customers.customer.models import Customer
        from customers.duplicate.following import watch_tables
        from salesmgmt.core import lock_order

        registration.register()
        lock_order.register_root(Customer, heir="merged_into")
        post_migrate.connect(watch_tables, sender=self)
