"""What the quality tracking cards tell core: a tab on the customer, the product and the delivery note."""

from django.utils.translation import gettext_lazy as _

from orders.tracking_card.listing import cards_for
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all


def reads_cards(user, document=None):
    return may_at_all(user, "follow_up", "R")


def register():
    for kind, path in (("customer", "call__customer"), ("product", "product_pk"), ("delivery", "note_pk")):
        registry.register_tab(
            kind,
            registry.Tab(
                "tracking-cards",
                _("Quality tracking cards"),
                f"{kind}-tracking-cards",
                lambda document, user, path=path: cards_for(user).filter(**{path: document.pk}),
                reads_cards,
                icon="clipboard-check",
                order=70,
            ),
        )
