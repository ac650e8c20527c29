from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The kernel. With the five apps it shares one schema of one PostgreSQL database (SEC-06)."""

    name = "salesmgmt.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self):
        # Registrations read the models, which do not exist before ready().
        from salesmgmt.core import checks  # noqa: F401 (they register themselves)
        from salesmgmt.core.collecting import collect
        from salesmgmt.core.registration import register_core

        collect()
        register_core()
