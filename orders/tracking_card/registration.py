"""What the quality tracking cards tell core: a tab on the customer, the product and the delivery note."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from orders.tracking_card.listing import cards_for
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all


def reads_cards(user, document=None):
    return may_at_all(user, "follow_up", "R")


def _number(path, document, user):
    return cards_for(user).filter(**{path: document.pk})


def register():
    for kind, path in (("customer", "call__customer"), ("product", "product_pk"), ("delivery", "note_pk")):
        registry.register_tab(
            kind,
            registry.Tab(
                "tracking-cards",
                _("Quality tracking cards"),
                f"{kind}-tracking-cards",
                # A note has few; its page does not ask for their number.
                None if kind == "delivery" else partial(_number, path),
                reads_cards,
                icon="clipboard-check",
                order=70,
            ),
        )
