"""The administrator's list of what a company needs before its first day, and the go-live."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from salesmgmt.core.domain import checklist, first_day
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.registry import menu_for
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

TONES = {
    checklist.DONE: ("good", "circle-check"),
    checklist.PARTLY: ("warn", "progress"),
    checklist.OPEN: ("bad", "circle-dashed"),
    checklist.NOT_NEEDED: ("neutral", "circle-minus"),
}


@require_GET
def checklist_page(request):
    """Read after the go-live too; until then it is where the administrator's work begins."""
    require(first_day.can_prepare(request.user))
    rows = checklist.rows()
    own = {item.url_name for _section, items in menu_for(request.user) for item in items}
    own |= {"sign-in-links", "company-edit"}
    day = checklist.the_day()
    context = {
        "rows": [(row, *TONES[row.state], _address(row, own)) for row in rows],
        "settled": sum(1 for row in rows if checklist.is_settled(row)),
        "open": [row for row in rows if not checklist.is_settled(row)],
        "day": day,
        "brings_in": bool(day and day.is_being_prepared),
        "title": _("First day"),
        "crumbs": [Crumb(_("First day"))],
    }
    return render(request, "core/checklist.html", context)


def _address(row, own):
    """Where the item is kept, for those who may open it; the list itself leads nowhere."""
    name = row.item.url_name
    return reverse(name) if name in own and name != "checklist" else ""


@require_POST
def mark(request, key):
    try:
        if request.POST.get("word"):
            checklist.mark(key, request.POST["word"], request.user)
        else:
            checklist.unmark(key, request.user)
    except BusinessError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('checklist')}#{key}")


@require_POST
def send_letter(request):
    """A letter to the administrator himself, to see whether mail arrives."""
    checklist.send_test_mail(request.user)
    messages.success(request, _("The letter is on its way to %(address)s.") % {"address": request.user.email})
    return redirect(f"{reverse('checklist')}#mail")


@require_POST
def go_live(request):
    try:
        first_day.go_live(request.user)
    except BusinessError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The company is at work. This list stays to be read."))
    return redirect("checklist")
