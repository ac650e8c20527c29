"""What deliveries tell core."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.delivery.acceptances import acceptances
from orders.delivery.charge import closing_remarks
from orders.delivery.dispatch import draft_delivery, stop_deliveries_of
from orders.delivery.models import DeliveryNote
from orders.delivery.permissions import can_create_delivery
from orders.delivery.supplied import delivered_by_line, delivered_value, supplied_this_month, with_delivered
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.web.detail import Action


def reads_deliveries(user, document=None):
    return may_at_all(user, "delivery", "R")


def register():
    registry.register_document(
        DeliveryNote, "DLV", _("Delivery note"), _("Delivery notes"), "truck-delivery", "delivery-list"
    )
    registry.register_menu(
        "orders", _("Delivery notes"), "delivery-list", "truck-delivery", can=reads_deliveries, order=60
    )
    registry.register_bar("delivery-list", Role.WH, Role.LOG, order=10)
    _register_day()
    registry.register_action(
        "order",
        Action(
            "deliver",
            _("Create a delivery note"),
            can_create_delivery,
            draft_delivery,
            style="primary",
            icon="truck-delivery",
            goto=lambda note, order: note.get_absolute_url(),
            order=30,
        ),
    )
    for kind, path in (("order", "order"), ("customer", "customer"), ("contract", "order__contract")):
        registry.register_tab(
            kind,
            registry.Tab(
                "deliveries",
                _("Deliveries"),
                f"{kind}-deliveries",
                partial(_found_by, path),
                reads_deliveries,
                order=40,
            ),
        )
    _register_answers()
    _register_cards()


def _found_by(path, document, user):
    return DeliveryNote.objects.visible_to(user).filter(**{path: document})


def _register_answers():
    registry.register_fact("customer", "acceptances", acceptances)
    registry.register_fact("customer", "supplied_this_month", supplied_this_month)
    registry.register_fact("order", "delivered_by_line", delivered_by_line)
    registry.register_fact("order", "delivered_value", delivered_value)
    registry.register_fact("order", "closing_remarks", closing_remarks)
    registry.register_fact("order_line", "with_delivered", with_delivered)
    registry.register_command("order", "cancelled", "delivery", stop_deliveries_of)


def _register_day():
    registry.register_day_part(
        "deliveries",
        _("Deliveries"),
        reads_deliveries,
        _deliveries_of,
        lambda user: reverse("delivery-list") + f"?planned_date_before={today()}",
        "truck-delivery",
        order=40,
    )


def _deliveries_of(user, day, most):
    """What is planned to leave by today and has not left; of everybody's only for those who move goods."""
    if not user.has_role(Role.REP, Role.WH, Role.LOG):
        return
    rows = DeliveryNote.objects.visible_to(user).filter(
        planned_date__lte=day, status__in=[DeliveryNote.Status.ISSUED, DeliveryNote.Status.OUTBOUND]
    )
    for note in rows.select_related("order__customer").order_by("planned_date", "pk")[:most]:
        late = note.planned_date if note.planned_date < day else None
        yield registry.DayRow(note.order.customer, note.get_absolute_url(), note.number, late=late)


def _register_cards():
    registry.register_home_card(
        "stock-issues",
        _("Goods to let go"),
        lambda user: user.has_role(Role.WH),
        lambda user: DeliveryNote.objects.visible_to(user).filter(status=DeliveryNote.Status.ISSUED),
        f"delivery-list?status={DeliveryNote.Status.ISSUED}",
        icon="building-warehouse",
        tone="warn",
    )
    registry.register_home_card(
        "shipments",
        _("To ship"),
        lambda user: user.has_role(Role.LOG),
        lambda user: DeliveryNote.objects.visible_to(user).filter(
            status__in=[DeliveryNote.Status.OUTBOUND, DeliveryNote.Status.IN_TRANSIT]
        ),
        f"delivery-list?status={DeliveryNote.Status.OUTBOUND}&status={DeliveryNote.Status.IN_TRANSIT}",
        icon="truck",
        tone="info",
    )
