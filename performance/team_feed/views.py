"""The page of what one's people have just done."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from performance.coaching.people import people_of
from performance.coaching.permissions import leads_people
from performance.team_feed.feed import feed_of
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


def team_feed(request):
    """The acts of one's people by day; ``?person=`` one of them, ``?before=`` older ones."""
    require(leads_people(request.user))
    people = list(people_of(request.user).exclude(pk=request.user.pk).order_by("username"))
    chosen = next((each for each in people if each.pk == as_pk(request.GET.get("person"))), None)
    feed = feed_of(request.user, [chosen] if chosen else people, as_pk(request.GET.get("before")))
    context = {
        "title": _("Team feed"),
        "crumbs": [Crumb(_("Team"), reverse("performance-team")), Crumb(_("Team feed"))],
        "people": people,
        "chosen": chosen,
        "feed": feed,
    }
    return render(request, "performance/team_feed/feed.html", context)
