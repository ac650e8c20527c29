"""The journal of a month: what is to be journaled, the batches, and their files."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET

from orders.journal.files import take_file
from orders.journal.making import add_up, codes, make_journal, preview, problems
from orders.journal.models import JournalBatch, JournalLine
from orders.journal.permissions import can_make_journal, can_take_journal, reads_journal
from orders.journal.states import Layout, Subject
from orders.journal.tables import JournalLineTable
from orders.receivables.filters import month_of
from salesmgmt.core.calendar import add_months
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.once import new_token, once

MONTHS_SHOWN = 12
SHOWN_LINES = 100
PAGE = 100


class Journal(View):
    """Of a month: what is not journaled yet with debit and credit, and the batches made of it."""

    http_method_names = ["get", "post", "head", "options"]

    def get(self, request):
        require(reads_journal(request.user))
        return self._show(month_of(request.GET))

    def post(self, request):
        require(can_make_journal(request.user))
        month = month_of(request.POST)
        try:
            address = once(request.POST, request.user, lambda: self._make(month))
        except BusinessError as refusal:
            return self._show(month, refusal=refusal, status=refusal.status)
        return redirect(address)

    def _make(self, month):
        batch = make_journal(self.request.user, month)
        messages.success(self.request, _("“%(document)s” was opened.") % {"document": batch})
        return reverse("journal-batch", args=[batch.pk])

    def _show(self, month, refusal=None, status=200):
        newest = month_of({})
        context = {
            "title": _("Journal"),
            "crumbs": [Crumb(_("Month end"), reverse("month-end")), Crumb(_("Journal"))],
            "month": month,
            "months": [add_months(newest, -back) for back in range(MONTHS_SHOWN)],
            "open_address": f"{reverse('journal-open')}?month={month:%Y-%m}",
            "batches": JournalBatch.objects.visible_to(self.request.user)
            .filter(month=month)
            .select_related("created_by"),
            "refusal": refusal,
        }
        return render(self.request, "orders/journal/page.html", context, status=status)


@require_GET
def journal_open(request):
    """What of a month is not journaled yet: for the page of the journal, which stands already."""
    require(reads_journal(request.user))
    month = month_of(request.GET)
    # A movement has at least one line, or it is the problem that is told.
    found, known, whole = preview(month, SHOWN_LINES), codes(), add_up(month)
    lines = [(row, Subject(line.subject).label, known[line.subject], line) for row, each in found for line in each]
    context = {
        "month": month,
        "lines": lines[:SHOWN_LINES],
        "left_out": max(whole.lines - SHOWN_LINES, 0),
        "count": whole.count,
        "debit": whole.debit,
        "credit": whole.credit,
        "problems": problems(whole.subjects, whole.odd),
        "may_make": can_make_journal(request.user),
        "form_token": new_token(),
    }
    return render(request, "orders/journal/_open.html", context)


@require_GET
def journal_batch(request, pk):
    """A batch: its lines, each leading to its document, and its files."""
    batches = JournalBatch.objects.visible_to(request.user).annotate(lines=Count("entries__lines"))
    batch = get_object_or_404(batches.select_related("created_by"), pk=pk)
    rows = (
        JournalLine.objects.filter(entry__batch=batch)
        .select_related("entry__movement")
        .order_by("entry__place", "position")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "title": str(batch),
        "crumbs": [
            Crumb(_("Journal"), f"{reverse('journal')}?month={batch.month:%Y-%m}"),
            Crumb(str(batch)),
        ],
        "batch": batch,
        "table": JournalLineTable(page.object_list, user=request.user),
        "page": page,
        "layouts": Layout.choices if can_take_journal(request.user) else [],
    }
    return render(request, "orders/journal/batch.html", context)


@require_GET
def journal_file(request, pk, layout):
    """The file of a batch in one layout: the same whenever it is fetched; who fetched it stands in the export log."""
    if layout not in Layout.values:
        raise Http404
    batch = get_object_or_404(JournalBatch.objects.visible_to(request.user), pk=pk)
    data, name, mime = take_file(batch, layout, request.user)
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
