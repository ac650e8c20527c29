"""What the file of a customer tells core: the tabs that gather what all rooms and apps have of it."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.registry import Tab, register_tab


def register():
    register_tab("customer", Tab("documents", _("Documents"), "customer-documents", icon="files", order=80))
    register_tab("customer", Tab("course", _("Course"), "customer-timeline", icon="history", order=90))
