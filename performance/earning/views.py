"""My commission with what is pending and what it would be; what was not paid, and why (PAY-03, PAY-04, PAY-09)."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from performance.commission.models import CommissionLine
from performance.commission.movement import pasts_of
from performance.commission.permissions import can_see_commission, sees_everybodys
from performance.commission.tables import line_table
from performance.earning import own, simulation
from performance.earning.filters import UnpaidFilters
from performance.earning.states import WhyNot
from performance.earning.tables import UndecidedRows, UnpaidTable
from performance.earning.unpaid import sums, unpaid_lines
from performance.metric.once import counted_once
from salesmgmt.core.calendar import today
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.lists import ListPage, Preset

YEARS_BACK = 3


class UnpaidList(ListPage):
    model = CommissionLine
    key = "commission-unpaid"
    matrix_key = "commission"
    title = pgettext_lazy("commission", "Not paid, and why")
    table_class = UnpaidTable
    filterset_class = UnpaidFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        *(
            Preset(each.label, f"why={each}")
            for each in (WhyNot.HELD, WhyNot.RELEASED, WhyNot.PENDING_RATE, WhyNot.NOBODY)
        ),
    )
    empty_title = gettext_lazy("Everything that was earned has been paid")
    empty_text = gettext_lazy("Lines stand here from the computation of their month until they are paid.")

    @classmethod
    def base_queryset(cls, user):
        rows = CommissionLine.objects.visible_to(user)
        if sees_everybodys(user):
            rows |= CommissionLine.objects.filter(person__isnull=True)
        return unpaid_lines(rows).select_related("person", "customer", "entry", "statement").order_by("-month", "-pk")

    def summary(self, rows):
        rate = self.get_rate()
        found = sums(rows, rate or own.ZERO)
        shown: list[tuple] = [(pgettext_lazy("commission", "Commission"), found["amount"])]
        if rate is not None:
            words = {"rate": f"{rate.normalize():f}", "count": found["waiting"]}
            shown += [
                (_("%(count)d lines without a rate: base") % words, found["base_waiting"]),
                (_("They would give at %(rate)s ‰") % words, found["would"]),
            ]
        return shown

    def get_rate(self):
        """The rate that is tried; what is none tries nothing."""
        field = UnpaidFilters.base_filters["trial"].field
        try:
            return field.clean(self.request.GET.get("trial"))
        except ValidationError:
            return None


@from_replica
def mine(request):
    """What I earned, line by line. What is not paid yet, and what overdue invoices would give, follows (``mine_more``)."""
    user = request.user
    require(can_see_commission(user))
    years, year = _years(request)
    booked = own.booked_since(user, today())
    coming = own.not_yet_computed(user, booked, pasts_of(own.customers_of(booked)))
    context = {
        "title": _("My commission"),
        "crumbs": [Crumb(_("My commission"))],
        "year": year,
        "years": years,
        "found": own.year_of(user, year),
        "coming": line_table(coming[: own.SHOWN], user),
        "coming_sum": sum((line.amount for line in coming), own.ZERO),
        "has_coming": bool(coming),
        "questions": own.questions_of(user),
        "more": f"{reverse('my-commission-more')}?{urlencode({'year': year, 'invoice': _picked(request)}, doseq=True)}",
        "is_tried": "invoice" in request.GET,
    }
    return render(request, "performance/earning/mine.html", context)


@from_replica
@counted_once()
def mine_more(request):
    """The second part of my commission, for a page that stands already; without a script, a page of its own: what is
    pending and why, and what the overdue invoices would give."""
    user = request.user
    require(can_see_commission(user))
    waiting = own.undecided(user)
    overdue = list(simulation.overdue_of(user, today())[: simulation.SHOWN])
    context = {
        "title": _("My commission"),
        "crumbs": [Crumb(_("My commission"), reverse("my-commission"))],
        "year": _years(request)[1],
        "unconfirmed": own.unconfirmed(user)[: own.SHOWN],
        "undecided": line_table(waiting, user, UndecidedRows),
        "undecided_base": waiting[0].base_of_all if waiting else own.ZERO,
        **_trial(request, overdue),
    }
    return render(request, f"performance/earning/{'_' if request.htmx else ''}mine_more.html", context)


def _years(request):
    """The years one may read, and the one that is asked for."""
    years = [today().year - back for back in range(YEARS_BACK)]
    asked = as_pk(request.GET.get("year"))
    return years, asked if asked in years else years[0]


def _picked(request):
    """The keys of the invoices that were picked; of what is none nothing, which picks no invoice."""
    return [as_pk(value) or "" for value in request.GET.getlist("invoice")]


def _trial(request, overdue):
    """“If these overdue invoices were paid today”: all of them until some are chosen."""
    chosen = set(_picked(request))
    picked = [invoice for invoice in overdue if not chosen or invoice.pk in chosen]
    pasts = pasts_of(invoice.customer for invoice in picked)
    return {
        "overdue": [(invoice, invoice in picked) for invoice in overdue],
        "overdue_left": len(overdue) == simulation.SHOWN,
        "trial": simulation.if_paid(request.user, picked, today(), pasts) if picked else None,
    }
