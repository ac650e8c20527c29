"""What the way of a quote at the customer tells core, and the quote to its left."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pricing.quote.models import Quote
from pricing.quote.permissions import can_create_quote
from pricing.quote_answer.daily import run_daily
from pricing.quote_answer.forms import AcceptForm, DeclineForm, SendForm
from pricing.quote_answer.permissions import can_answer_quote, can_send_quote
from pricing.quote_answer.sending import accept_quote, decline_quote, send_quote
from salesmgmt.core import registry
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.detail import Action


def register():
    _actions()
    _cards()
    registry.register_periodic(
        "prices-and-quotes",
        _("Quotes that run out, price lists that come into force"),
        "5 0 * * *",
        lambda at: run_daily(day_of(at)),
        rules="QUO-08, PRC-04",
        in_batches=True,
    )


def _actions():
    registry.register_action(
        "quote",
        Action(
            "send",
            _("Mark as sent"),
            lambda user, quote: quote.status == Quote.Status.APPROVED and can_send_quote(user, quote),
            send_quote,
            form=SendForm,
            to=Quote.Status.SENT,
            style="primary",
            icon="mail-forward",
            initial=lambda user, quote: {"sent_on": today()},
        ),
    )
    registry.register_action(
        "quote",
        Action(
            "accept",
            _("Customer accepts"),
            lambda user, quote: quote.status == Quote.Status.SENT and can_answer_quote(user, quote),
            accept_quote,
            form=AcceptForm,
            to=Quote.Status.ACCEPTED,
            style="success",
            icon="check",
            initial=lambda user, quote: {"answered_on": today()},
        ),
    )
    registry.register_action(
        "quote",
        Action(
            "decline",
            _("Customer declines"),
            can_answer_quote,
            decline_quote,
            form=DeclineForm,
            to=Quote.Status.DECLINED,
            style="danger",
            icon="x",
            initial=lambda user, quote: {"answered_on": today()},
        ),
    )


def _last_near_day():
    return today() + timedelta(days=policy().quote_expiring_days)


def _cards():
    registry.register_home_card(
        "quotes-to-follow-up",
        _("Quotes to follow up"),
        can_create_quote,
        lambda user: Quote.objects.visible_to(user).filter(status=Quote.Status.SENT),
        f"quote-list?status={Quote.Status.SENT}",
        icon="file-dollar",
        tone="info",
        order=40,
    )
    registry.register_home_card(
        "quotes-to-send",
        _("Approved quotes to send"),
        can_create_quote,
        lambda user: Quote.objects.visible_to(user).filter(status=Quote.Status.APPROVED),
        f"quote-list?status={Quote.Status.APPROVED}",
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
            f"{reverse('quote-list')}?status={Quote.Status.APPROVED}&status={Quote.Status.SENT}"
            f"&valid_until_after={today()}&valid_until_before={_last_near_day()}"
        ),
        icon="hourglass",
        tone="warn",
        order=42,
    )
