"""What promises tell core: a button on the page of an order."""

from django.utils.translation import gettext_lazy as _

from orders.promise.changing import change_promise
from orders.promise.forms import PromiseForm
from orders.promise.permissions import can_change_promise
from salesmgmt.core import registry
from salesmgmt.core.web.detail import Action


def register():
    registry.register_action(
        "order",
        Action(
            "promise",
            _("Promise another date"),
            can_change_promise,
            change_promise,
            form=PromiseForm,
            icon="calendar-event",
            beside_round=True,
            help_text=_("The reason stays with the order, and the customer is to be told."),
            order=61,
        ),
    )
