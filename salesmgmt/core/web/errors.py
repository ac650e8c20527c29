"""Error pages in the product's look. 404 and 500 are Django's own handlers with our templates."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def refusal_page(request, refusal):
    """A BusinessError that no page showed: a page of its own, or in the dialog where a dialog was asked for."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        template = "409.html"
    elif htmx.target == "dialog-content":
        template = "core/_refusal_dialog.html"
    else:
        template = "core/_refusal.html"
    return render(request, template, {"refusal": refusal}, status=refusal.status)


def gives_reason(denied):
    """Does a refusal of permission, or its text, say more than that it is one?"""
    return str(denied) not in ("", _("You may not do this."))


def permission_denied(request, exception):
    """403 with its reason. A script that asked for a part of a page gets the reason as a line of text to show."""
    reason = str(exception) or _("You may not do this.")
    if getattr(request, "htmx", None):
        return HttpResponse(reason, status=403, content_type="text/plain; charset=utf-8")
    return render(request, "403.html", {"exception": reason if gives_reason(reason) else ""}, status=403)


def csrf_failure(request, reason=""):
    """The form was opened before the session changed (signed in again in another tab): say what to do."""
    text = _("This page was open for too long. Go back, reload it and send the form again.")
    return permission_denied(request, text)
