"""What nonconformities tell core."""

from django.utils.translation import gettext_lazy as _

from orders.nonconformity.handling import open_nonconformity
from orders.nonconformity.models import Nonconformity
from orders.nonconformity.repeats import nonconformity_of
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, may_at_all


def reads_nonconformities(user, document=None):
    return may_at_all(user, "nonconformity", "R")


def register():
    registry.register_document(
        Nonconformity, "NCR", _("Nonconformity"), _("Nonconformities"), "alert-octagon", "nonconformity-list"
    )
    registry.register_menu(
        "orders", _("Nonconformities"), "nonconformity-list", "alert-octagon", can=reads_nonconformities, order=52
    )
    registry.register_command("inspection", "failed", "nonconformity", open_nonconformity)
    registry.register_fact("inspection", "nonconformity", nonconformity_of)
    registry.register_tab(
        "order",
        registry.Tab(
            "nonconformities",
            _("Nonconformities"),
            "order-nonconformities",
            lambda order, user: Nonconformity.objects.visible_to(user).filter(order=order),
            reads_nonconformities,
            order=55,
        ),
    )
    registry.register_home_card(
        "nonconformities-open",
        _("Nonconformities without action"),
        lambda user: user.has_role(Role.PROD, Role.REP, Role.MGR),
        lambda user: Nonconformity.objects.visible_to(user).filter(status=Nonconformity.Status.OPEN),
        f"nonconformity-list?status={Nonconformity.Status.OPEN}",
        icon="alert-octagon",
        tone="bad",
    )
    registry.register_home_card(
        "nonconformities-verify",
        _("Actions to verify"),
        lambda user: user.has_role(Role.QA),
        lambda user: Nonconformity.objects.visible_to(user).filter(status=Nonconformity.Status.ACTION),
        f"nonconformity-list?status={Nonconformity.Status.ACTION}",
        icon="zoom-check",
        tone="warn",
    )
