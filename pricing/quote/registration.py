"""What pricing tells the shell about itself; called from apps.py."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from pricing.discount.approval import DISCOUNT
from pricing.discount.models import SpecialDiscount
from pricing.price_list.approval import PRICE_LIST
from pricing.price_list.models import PriceList, PriceRule
from pricing.product.models import Product
from pricing.quote.approval import QUOTE
from pricing.quote.daily import run_daily
from pricing.quote.models import Quote
from pricing.quote.opportunity import begin_quote, offer_of
from pricing.quote.permissions import can_create_quote, can_quote_opportunity
from salesmgmt.core import registry
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import may_at_all, sees_prices
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def register():
    approvals.register(QUOTE)
    approvals.register(DISCOUNT)
    approvals.register(PRICE_LIST)
    register_tones(good="list rule in_force", warn="special")
    _documents()
    _menu()
    _tabs()
    _cards()
    _lookups()
    registry.register_periodic(
        "prices-and-quotes", _("Quotes that run out, price lists that come into force"), "5 0 * * *",
        lambda at: run_daily(day_of(at)), rules="QUO-08, PRC-04",
    )  # fmt: skip


def _documents():
    registry.register_document(Product, "PRD", _("Product"), _("Products"), "box", "product-list")
    registry.register_document(
        PriceList, "JG", _("Price list"), _("Price lists"), "list-details", "price-list-list", search=False
    )
    registry.register_document(
        PriceRule, "RULE", _("Price rule"), _("Price rules"), "rosette-discount", "price-rule-list", search=False
    )
    registry.register_document(Quote, "QUO", _("Quote"), _("Quotes"), "file-dollar", "quote-list")
    registry.register_document(
        SpecialDiscount, "DIS", _("Special discount"), _("Special discounts"), "discount", "special-discount-list"
    )


def _menu():
    def reads(key):
        return lambda user: may_at_all(user, key, "R")

    registry.register_menu("pricing", _("Quotes"), "quote-list", "file-dollar", reads("quote"), 10)
    registry.register_menu(
        "pricing", _("Special discounts"), "special-discount-list", "discount", reads("special_discount"), 20
    )
    registry.register_menu("pricing", _("Products"), "product-list", "box", reads("price"), 30)
    registry.register_menu("pricing", _("Price lists"), "price-list-list", "list-details", reads("price"), 40)
    registry.register_menu("pricing", _("Price rules"), "price-rule-list", "rosette-discount", reads("price"), 50)


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
            can=lambda user, customer: may_at_all(user, "quote", "R"),
        ),
    )

    registry.register_tab("opportunity", registry.Tab(
        "quotes", _("Quotes"), "opportunity-quotes", icon="file-dollar", order=10,
        count=lambda opportunity, user: opportunity.quotes.visible_to(user),
        can=lambda user, opportunity: may_at_all(user, "quote", "R"),
    ))  # fmt: skip
    registry.register_fact("opportunity", "offer", offer_of)
    registry.register_action("opportunity", Action(
        "quote", _("Write a quote"),
        can_quote_opportunity, begin_quote, style="primary", icon="file-dollar",
        success=_("The customer and the opportunity are filled in."),
        goto=lambda nothing, opportunity: f"{reverse('quote-create')}?opportunity={opportunity.pk}",
    ))  # fmt: skip


def _last_near_day():
    return today() + timedelta(days=policy().quote_expiring_days)


def _cards():
    registry.register_home_card(
        "quotes-to-follow-up",
        _("Quotes to follow up"),
        can_create_quote,
        lambda user: Quote.objects.visible_to(user).filter(status=Quote.Status.SENT),
        "quote-list?status=sent",
        icon="file-dollar",
        tone="info",
        order=40,
    )
    registry.register_home_card(
        "quotes-to-send",
        _("Approved quotes to send"),
        can_create_quote,
        lambda user: Quote.objects.visible_to(user).filter(status=Quote.Status.APPROVED),
        "quote-list?status=approved",
        icon="mail-forward",
        tone="info",
        order=41,
    )
    registry.register_home_card(
        "quotes-expiring",
        _("Quotes about to expire"),
        can_create_quote,
        lambda user: Quote.objects.visible_to(user).filter(
            status__in=Quote.STANDING, valid_until__range=(today(), _last_near_day())
        ),
        lambda user: (
            f"{reverse('quote-list')}?status=approved&status=sent"
            f"&valid_until_after={today()}&valid_until_before={_last_near_day()}"
        ),
        icon="hourglass",
        tone="warn",
        order=42,
    )


def product_fills(product, user):
    """What choosing a product puts into the other fields of the line; the list price only for those who see prices."""
    found = {
        "unit": product.unit,
        "spec": product.spec,
        "tax_rate": f"{product.tax_rate.normalize():f}",
        "quality_standard": product.quality_standard,
    }
    if sees_prices(user):  # without a list price the former product's price must not stay
        found["price"] = "" if product.list_price is None else str(product.list_price)
    return found


def _lookups():
    registry.register_lookup(
        "product",
        lambda user: Product.objects.on_sale().with_list_price().order_by("code"),
        label=lambda product: f"{product.code} {product.name}",
        note=lambda product: product.spec,
        fills=product_fills,
    )
    registry.register_lookup(
        "quote",
        lambda user: Quote.objects.visible_to(user).filter(status=Quote.Status.ACCEPTED).select_related("customer"),
        label=lambda quote: quote.number,
        note=lambda quote: quote.customer.name,
        narrow=lambda rows, params: rows.filter(customer=params["customer"]) if "customer" in params else rows,
        parents={"customer": Customer},
    )
