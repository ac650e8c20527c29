"""Pages of quotes."""

import json

from django.db.models import Exists, OuterRef
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from customers.customer.models import Customer
from customers.customer.views import CustomerDetail
from customers.evaluation.standing import why_no_business
from customers.opportunity.models import Opportunity
from customers.opportunity.views import OpportunityDetail
from pricing.cost.margin import with_margins
from pricing.price_list.states import PriceStatus
from pricing.product.forms import CommentForm
from pricing.product.models import Product
from pricing.quote.entry import (
    copy_quote,
    copy_quote_to,
    create_quote,
    proposed_validity,
    revise_quote,
    submit_quote,
    update_quote,
)
from pricing.quote.filters import QuoteFilters
from pricing.quote.forms import OtherCustomerForm, QuoteEditForm, QuoteForm, QuoteLines
from pricing.quote.models import Quote
from pricing.quote.papers import quote_paper
from pricing.quote.permissions import can_edit_quote, can_revise_quote, can_submit_quote
from pricing.quote.preview import preview, read_lines, typed_sections
from pricing.quote.standing import costs_on_page, evaluation_address, lines_on_page, refuse_without_evaluation
from pricing.quote.states import LineKind
from pricing.quote.tables import QuoteLineTable, QuoteTable
from pricing.quote.totals import bases, sections
from salesmgmt.core import registry
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO, rmb_in_words
from salesmgmt.core.permissions import may_at_all, sees_cost, sees_prices
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class QuoteList(ListPage):
    model = Quote
    table_class = QuoteTable
    filterset_class = QuoteFilters
    create_url = "quote-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Drafts"), f"status={Quote.Status.DRAFT}&status={Quote.Status.REJECTED}"),
        Preset(gettext_lazy("In approval"), f"status={Quote.Status.SUBMITTED}"),
        Preset(gettext_lazy("To follow up"), f"status={Quote.Status.APPROVED}&status={Quote.Status.SENT}"),
        Preset(gettext_lazy("Accepted"), f"status={Quote.Status.ACCEPTED}"),
        Preset(gettext_lazy("With special prices"), "has_special=true"),
    )
    empty_title = gettext_lazy("No quotes yet")
    empty_text = gettext_lazy("Quote to a customer whose evaluation is approved; prices come from the list.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner").with_special()


class CustomerQuotes(TabList):
    """The quotes of one customer, inside his page."""

    model = Quote
    key = "customer-quotes"
    table_class = QuoteTable
    filterset_class = QuoteFilters
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return QuoteList.base_queryset(user)


class OpportunityQuotes(CustomerQuotes):
    """The versions of the offer, inside the page of their opportunity."""

    key = "opportunity-quotes"
    create_url = "quote-create"
    parent = OpportunityDetail
    parent_field = "opportunity"


def edit_address(made, quote):
    return reverse("quote-edit", args=[made.pk])


def submit_style(user, quote):
    """Primary where approval is what goes on; where the quote could not be approved yet (a special discount), beside it."""
    return "secondary" if registry.fact("quote", "why_not_approvable_yet", quote) else "primary"


class QuoteDetail(DetailPage):
    model = Quote
    template_name = "pricing/quote/detail.html"
    related = ("customer__owner", "contact", "opportunity", "created_by", "replaces")
    lines_title = gettext_lazy("Lines")
    pdf_links = ((gettext_lazy("Quotation (PDF)"), "quote-pdf", lambda user, quote: sees_prices(user)),)
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_submit_quote,
            submit_quote,
            form=CommentForm,
            to=Quote.Status.SUBMITTED,
            style=submit_style,
            icon="send",
            order=10,
        ),
        Action(
            "revise",
            gettext_lazy("New version"),
            can_revise_quote,
            revise_quote,
            to=Quote.Status.SUPERSEDED,
            icon="versions",
            goto=edit_address,
            confirm=gettext_lazy("This version is superseded and the new one needs approval again. Go on?"),
        ),
        Action(
            "copy",
            gettext_lazy("Copy as a new quote"),
            can_edit_quote,
            copy_quote,
            icon="copy",
            beside_round=True,
            goto=edit_address,
        ),
        Action(
            "copy-to",
            gettext_lazy("Copy for another customer"),
            can_edit_quote,
            copy_quote_to,
            form=OtherCustomerForm,
            icon="copy-plus",
            beside_round=True,
            help_text=gettext_lazy("Every price is asked anew, by the list and the rules for that customer."),
            goto=edit_address,
        ),
    )

    def title(self, obj):
        return obj.number

    def subtitle(self, obj):
        return " · ".join(filter(None, [obj.customer.name, obj.title]))

    def facts(self, obj):
        facts = [
            (_("Customer"), obj.customer),
            (_("Contact"), obj.contact.name if obj.contact else ""),
            (_("Responsible rep"), obj.customer.owner),
            (_("Date of the quote"), obj.quote_date),
            (_("Valid until"), obj.valid_until),
        ]
        later = ((_("Opportunity"), obj.opportunity), (_("Sent on"), obj.sent_on), (_("Answered on"), obj.answered_on))
        facts += [fact for fact in later if fact[1]]
        if obj.decline_reason:
            facts.append(Fact(_("Reason of the refusal"), obj.decline_reason, wide=True))
        return facts

    def fact_groups(self, obj):
        days = _("%(n)d days") % {"n": obj.payment_term_days} if obj.payment_term_days is not None else ""
        terms = [
            Fact(_("Payment terms"), obj.payment_terms, note=days),
            (_("Lead time"), obj.lead_time),
            (_("Delivery place"), obj.delivery_place),
            Fact(_("Service content"), obj.service_content, wide=True),
        ]
        if obj.remark:
            terms.append(Fact(_("Remark"), obj.remark, wide=True))
        return [(_("Terms"), terms)]

    @classmethod
    def queryset(cls, user):
        others = Quote.objects.filter(family=OuterRef("family")).exclude(pk=OuterRef("pk"))
        return super().queryset(user).annotate(has_others=Exists(others))

    def lines(self, obj):
        lines = lines_on_page(obj)
        user = self.request.user
        if sees_cost(user):
            with_margins(lines, obj.quote_date, history=costs_on_page(obj))
        hidden = () if any(line.due_date for line in lines) else ("due_date",)
        hidden += () if any(line.remark for line in lines) else ("remark",)
        for place, line in bases(lines).items():
            lines[place].instead = line
        return QuoteLineTable(lines, user=user, exclude=hidden)

    def extra_context(self, obj):
        user = self.request.user
        shown = sees_prices(user)
        lines = lines_on_page(obj)
        parts = sections([line for line in lines if line.counted])
        return {
            "parts": parts if any(part.name for part in parts) else [],
            "beside": sum((line.amount for line in lines if line.kind != LineKind.FIRM and not line.taken), ZERO),
            "special_beside": [
                line for line in lines if line.kind != LineKind.FIRM and not line.taken and line.is_special
            ],
            "shows_prices": shown,
            "words": rmb_in_words(obj.amount, whole_after_jiao=policy().round_words_after_jiao) if shown else "",
            "discounts": registry.fact("quote", "discounts", obj),
            "versions": self._versions(obj),
            "why_not_approvable": registry.fact("quote", "why_not_approvable_yet", obj),
        }

    def _versions(self, obj):
        """All that this person sees, the newest first; nothing is asked for a quote that is the only one of its number."""
        if not obj.has_others:
            return [obj]
        return list(Quote.objects.visible_to(self.request.user).filter(family=obj.family).order_by("-version"))


class QuoteFormPage:
    """What new and edited quotes share: the live prices beside the lines."""

    model = Quote
    line_formset = QuoteLines
    template_name = "pricing/quote/form.html"


TERMS = ("payment_terms", "payment_term_days", "service_content", "lead_time", "delivery_place")


class QuoteCreate(QuoteFormPage, CreatePage):
    form_class = QuoteForm
    create = create_quote

    def get(self, request, *args, **kwargs):
        """Refused before anything is typed, where the address names the customer (QUO-08)."""
        if self.asked_customer is not None:
            refuse_without_evaluation(self.asked_customer)
        return super().get(request, *args, **kwargs)

    @cached_property
    def asked_opportunity(self):
        pk = as_pk(self.request.GET.get("opportunity"))
        rows = Opportunity.objects.visible_to(self.request.user).select_related("customer__owner")
        return get_object_or_404(rows, pk=pk) if pk else None

    @cached_property
    def asked_customer(self):
        if self.asked_opportunity is not None:
            return self.asked_opportunity.customer
        pk = as_pk(self.request.GET.get("customer"))
        return get_object_or_404(Customer.objects.visible_to(self.request.user), pk=pk) if pk else None

    def get_initial(self):
        customer = self.asked_customer
        known = {} if customer is None else {**self._last_terms(customer), "contact": customer.contacts.first()}
        if customer is not None and customer.payment_term_days is not None:
            known["payment_term_days"] = customer.payment_term_days
        if self.asked_opportunity is not None:
            known |= {"customer": customer.pk, "title": self.asked_opportunity.title}
        return {"valid_until": proposed_validity(), **known, **super().get_initial()}

    def _last_terms(self, customer):
        """What was agreed with the customer the last time is the best proposal."""
        last = Quote.objects.visible_to(self.request.user).filter(customer=customer).order_by("-pk")
        return last.values(*TERMS).first() or {}


class QuoteEdit(QuoteFormPage, EditPage):
    form_class = QuoteEditForm
    update = update_quote


@require_GET
def quote_pdf(request, pk):
    """The issued quotation, or a draft with its watermark."""
    quote = get_object_or_404(Quote.objects.visible_to(request.user).select_related("customer", "contact"), pk=pk)
    require(sees_prices(request.user))
    return pdf_response(*quote_paper(quote))


MAX_LINES = 500


@require_POST
def quote_preview(request):
    """Prices, price status and sums of a quote while it is typed (PRC-12); JSON in and out."""
    user = request.user
    require(may_at_all(user, "quote", "C"))
    try:
        posted = json.loads(request.body)
        rows = [row for row in posted.get("lines", []) if isinstance(row, dict)][:MAX_LINES]
        customer = _visible_customer(user, str(posted.get("customer") or ""))
    except (ValueError, AttributeError, TypeError):
        return JsonResponse({"error": _("This could not be read.")}, status=400)
    typed = read_lines(rows, Product.objects.visible_to(user))
    shown, sums, rates = preview(typed, customer, sees_cost(user))
    paid = _last_paid(customer, typed)
    reason = why_no_business(customer) if customer else ""
    return JsonResponse(
        {
            "refusal": reason,
            "link": evaluation_address(customer) if reason else "",
            "lines": [
                _line_as_json(each) | paid.get(line.product.pk if line.product else None, {})
                for each, line in zip(shown, typed, strict=True)
            ],
            "sections": [{"name": name, "gross": f"{amount}"} for name, amount in typed_sections(typed)],
            "net": f"{sums.net}",
            "tax": f"{sums.tax}",
            "gross": f"{sums.gross}",
            "taxes": [{"rate": f"{rate.normalize():f}", "tax": f"{part.tax}"} for rate, part in rates],
        }
    )


def _last_paid(customer, typed):
    """``{product pk: {"paid": …}}``: what this customer last paid, when, in which document; the orders answer."""
    products = [line.product.pk for line in typed if line.product]
    found = (
        registry.fact("customer", "last_prices", customer, default=None, products=products)
        if customer and products
        else None
    )
    return {
        pk: {"paid": str(price), "paid_on": day.isoformat(), "paid_in": number}
        for pk, (price, day, number) in (found or {}).items()
    }


def _visible_customer(user, pk):
    return Customer.objects.visible_to(user).filter(pk=as_pk(pk)).first()


def _line_as_json(each):
    if each.found is None:
        return {}
    found = each.found
    return {
        "price": _text(found.price),
        "list_price": _text(found.list_price),
        "source": found.label or (_("List price") if found.source == PriceStatus.LIST else ""),
        "status": each.status,
        "discount": _text(each.discount),
        "uniform": found.is_uniform,
        **({"margin": str(each.margin.percent), "loss": each.margin.is_loss} if each.margin else {}),
    }


def _text(number):
    return "" if number is None else str(number)
