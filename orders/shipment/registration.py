"""What the goods on the road tell core, and the delivery note to their left."""

from django.utils.translation import gettext_lazy as _

from orders.delivery.models import DeliveryNote
from orders.shipment.clock import alert_late_shipments
from orders.shipment.forms import ShipmentEventForm
from orders.shipment.permissions import can_track_shipment
from orders.shipment.tracking import record_event, road_shown
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action


def register():
    registry.register_periodic(
        "shipment-eta",
        _("Goods not there when expected"),
        "0 * * * *",
        alert_late_shipments,
        rules="DLV-07",
        in_batches=True,
    )
    registry.register_section(
        "delivery", registry.Section("shipment", "orders/shipment/_road.html", road_shown, order=20)
    )
    registry.register_action(
        "delivery",
        Action(
            "track",
            _("Record what happens on the road"),
            can_track_shipment,
            record_event,
            form=ShipmentEventForm,
            icon="map-pin",
            style="success",
        ),
    )
    registry.register_home_card(
        "shipments-late",
        _("Late on the road"),
        lambda user: user.has_role(Role.LOG, Role.REP, Role.SUP, Role.MGR, Role.DIR),
        lambda user: DeliveryNote.objects.visible_to(user).late_on_the_road(),
        "delivery-list?late_on_the_road=true",
        icon="truck",
        tone="bad",
    )
