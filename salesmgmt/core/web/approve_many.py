"""Agreeing to many documents of a kind in one act, with the figures of each in sight."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from salesmgmt.core.collisions import twice
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.web.approval_forms import AgreeForm
from salesmgmt.core.web.approvals import BOXES, asks_more, cards
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.once import FIELD, new_token, once, remembering_refusals

# So many at once: what a person can look through.
MOST = 20


@require_POST
def agree_with_many(request):
    """The chosen steps of one kind: first they are shown once more with one comment for all, then each is agreed to by
    itself; what is refused says why and keeps nothing else back (SEC-04)."""
    pks = [pk for pk in map(as_pk, request.POST.getlist("pk")) if pk is not None][:MOST]
    waiting = list(approvals.pending_for(request.user).filter(pk__in=pks))
    steps = [step for step in waiting if not asks_more(step)]
    gone = len(pks) - len(waiting)
    again = FIELD in request.POST
    form = AgreeForm(request.POST if again else None, user=request.user)
    if again and form.is_valid():
        address = once(request.POST, request.user, lambda: _agree(request, steps, gone, form.cleaned_data["comment"]))
        return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)
    rows = cards(BOXES["todo"], steps, request.user)
    amounts = [row["amount"] for row in rows if row["amount"] is not None]
    context = {
        "rows": rows,
        "total": sum(amounts) if amounts else None,
        "gone": _gone_in_words(gone),
        "form": form,
        "title": _("Agree"),
        "form_token": request.POST.get(FIELD) or new_token(),
        "crumbs": [Crumb(_("Approvals"), reverse("inbox")), Crumb(_("Agree"))],
    }
    template = "core/_agree_many.html" if request.htmx else "core/agree_many.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _gone_in_words(number):
    text = ngettext("%(n)d of them no longer waits for you.", "%(n)d of them no longer wait for you.", number)
    return text % {"n": number} if number else ""


def _agree(request, steps, gone, comment):
    done = 0
    for step in steps:
        try:
            with remembering_refusals():
                twice(partial(approvals.approve, step.pk, request.user, comment))
            done += 1
        except (BusinessError, PermissionDenied) as refusal:
            messages.error(request, f"{step.round.document_number}: {refusal or _('You may not do this.')}")
    if done:
        messages.success(request, ngettext("You agreed to %(n)d.", "You agreed to %(n)d.", done) % {"n": done})
    if gone:
        messages.warning(request, _gone_in_words(gone))
    elif not steps:
        messages.warning(request, _("Nothing was selected."))
    return f"{reverse('inbox')}?{urlencode({'kind': steps[0].round.kind})}" if steps else reverse("inbox")
