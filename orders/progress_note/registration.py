"""What the notes about telling customers tell core, and the order to their left."""

from django.utils.translation import gettext_lazy as _

from orders.order.models import Order
from orders.progress_note.forms import ProgressNoteForm
from orders.progress_note.permissions import can_tell_customer
from orders.progress_note.telling import not_informed, tell_customer, told_of, words_for_customer
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action


def informs_customers(user):
    return user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM)


def register():
    registry.register_menu(
        "orders", _("Customers to inform"), "order-not-informed-list", "message-exclamation", informs_customers, 25
    )
    registry.register_section("order", registry.Section("told", "orders/progress_note/_told.html", told_of, order=30))
    registry.register_action(
        "order",
        Action(
            "tell",
            _("Customer informed"),
            can_tell_customer,
            tell_customer,
            form=ProgressNoteForm,
            icon="message-check",
            beside_round=True,
            goto=lambda note, order: order.get_absolute_url(),
            initial=lambda user, order: {
                "contact": order.contact.name if order.contact else "",
                "text": words_for_customer(order),
            },
            order=60,
        ),
    )
    registry.register_home_card(
        "customers-to-inform",
        _("Customers to inform"),
        lambda user: user.has_role(Role.REP),
        lambda user: not_informed(Order.objects.visible_to(user).filter(customer__owner=user)),
        "order-not-informed-list?customer__owner=me",
        icon="message-exclamation",
        tone="warn",
        order=34,
    )
