"""What quotes tell core about themselves."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.opportunity.models import Opportunity
from pricing.quote.approval import QUOTE
from pricing.quote.entry import lock_former_version, restore_former_version
from pricing.quote.models import Quote
from pricing.quote.opportunity import offer_of
from pricing.quote.permissions import can_create_quote, can_edit_quote, can_quote_opportunity
from pricing.quote.standing import priced_by
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.detail import Action, opening


def reads_quotes(user):
    return may_at_all(user, "quote", "R")


def register():
    approvals.register(QUOTE)
    register_draft(Quote, can_edit_quote, lock_first=lock_former_version, after=restore_former_version)
    registry.register_document(Quote, "QUO", _("Quote"), _("Quotes"), "file-dollar", "quote-list")
    registry.register_quick_act("quote-create", _("New quote"), "file-dollar", can_create_quote, order=30)
    registry.register_menu("pricing", _("Quotes"), "quote-list", "file-dollar", reads_quotes, 10)
    registry.register_fact("price_list", "has_quotes", priced_by)
    _tabs()
    _opportunity()
    _lookup()


def _tabs():
    registry.register_tab(
        "customer",
        registry.Tab(
            "quotes",
            _("Quotes"),
            "customer-quotes",
            icon="file-dollar",
            order=30,
            count=lambda customer, user: customer.quotes.visible_to(user),
            can=lambda user, customer: reads_quotes(user),
        ),
    )
    registry.register_tab(
        "opportunity",
        registry.Tab(
            "quotes",
            _("Quotes"),
            "opportunity-quotes",
            icon="file-dollar",
            order=10,
            count=lambda opportunity, user: opportunity.quotes.visible_to(user),
            can=lambda user, opportunity: reads_quotes(user),
        ),
    )


def _opportunity():
    registry.register_fact("opportunity", "offer", offer_of)
    registry.register_action(
        "opportunity",
        Action(
            "quote",
            _("Write a quote"),
            can_quote_opportunity,
            opening(Opportunity, can_quote_opportunity, "customer__owner"),
            style="primary",
            icon="file-dollar",
            success=_("The customer and the opportunity are filled in."),
            goto=lambda nothing, opportunity: f"{reverse('quote-create')}?opportunity={opportunity.pk}",
        ),
    )


def _lookup():
    registry.register_lookup(
        "quote",
        lambda user: Quote.objects.visible_to(user).filter(status=Quote.Status.ACCEPTED).select_related("customer"),
        label=lambda quote: quote.number,
        note=lambda quote: quote.customer.name,
        narrow=lambda rows, params: rows.filter(customer=params["customer"]) if "customer" in params else rows,
        parents={"customer": Customer},
    )
