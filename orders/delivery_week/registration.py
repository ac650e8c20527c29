"""What the delivery calendar tells core."""

from django.utils.translation import gettext_lazy as _

from orders.delivery.registration import reads_deliveries
from orders.delivery_week.forms import RescheduleForm
from orders.delivery_week.permissions import can_reschedule_delivery
from orders.delivery_week.rescheduling import reschedule_delivery
from salesmgmt.core import registry
from salesmgmt.core.web.detail import Action


def register():
    registry.register_menu(
        "orders", _("Delivery calendar"), "delivery-week", "calendar-week", can=reads_deliveries, order=62
    )
    registry.register_action(
        "delivery",
        Action(
            "reschedule",
            _("Plan for another day"),
            can_reschedule_delivery,
            reschedule_delivery,
            form=RescheduleForm,
            icon="calendar-week",
            initial=lambda user, note: {"planned_date": note.planned_date},
        ),
    )
