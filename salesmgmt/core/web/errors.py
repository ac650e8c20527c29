"""Error pages in the product's look. 403, 404 and 500 are Django's own handlers with our templates."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request, reason=""):
    """The form was opened before the session changed (signed in again in another tab): say what to do."""
    text = _("This page was open for too long. Go back, reload it and send the form again.")
    return render(request, "403.html", {"exception": text}, status=403)
