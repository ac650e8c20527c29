"""Notices to oneself, by the part of the menu they lead to, and hand-overs to one's department."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import CharField, Count, F, Func, Q, Value
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from salesmgmt.core.domain import digest, notices
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, Notice, User
from salesmgmt.core.permissions import DEPARTMENT_ROLES
from salesmgmt.core.web.counting import badges
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.paging import Pages
from salesmgmt.core.web.shell import SECTION_LABELS, section_of

PAGE_ROWS = 30
# The first part of the address where a notice leads: "contracts" of "/contracts/7/".
PLACE = Func(F("url"), Value("/"), Value(2), function="split_part", output_field=CharField())


@dataclass
class Kind:
    """The notices that lead to one part of the menu: how many there are, and how many unread."""

    name: str
    places: list
    number: int = 0
    unread: int = 0

    @property
    def label(self) -> Any:
        return SECTION_LABELS.get(self.name) or pgettext_lazy("notices", "General")


def kind_of(place):
    """The part of the menu where an address begins; what lies in none is one's own work."""
    return section_of(f"/{place}/") or "work"


def kinds_of(user):
    """``{name: Kind}`` of all notices of a person, in the order of the menu."""
    rows = Notice.objects.filter(user=user).order_by().annotate(place=PLACE).values_list("place")
    kinds = {}
    counted = rows.annotate(number=Count("pk"), unread=Count("pk", filter=Q(read_at__isnull=True)))
    for place, number, unread in counted:
        kind = kinds.setdefault(kind_of(place), Kind(kind_of(place), []))
        kind.places.append(place)
        kind.number += number
        kind.unread += unread
    order = list(SECTION_LABELS)
    return dict(sorted(kinds.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))


def notices_of(user, kind=None, only_unread=False):
    """A person's notices, of one kind or all, the newest first; each knows its ``place``."""
    rows = Notice.objects.filter(user=user).annotate(place=PLACE)
    rows = rows.filter(read_at__isnull=True) if only_unread else rows
    return rows.filter(place__in=kind.places) if kind else rows


def in_groups(rows, kinds):
    """``[(kind, rows)]`` of a page: a kind where its newest notice stands."""
    found = {}
    for row in rows:
        found.setdefault(kind_of(row.place), []).append(row)
    return [(kinds.get(name) or Kind(name, []), part) for name, part in found.items()]


def hand_overs(user):
    """What was handed over to this person's departments, open ones first."""
    roles = [role for role in user.acting_roles if role in DEPARTMENT_ROLES]
    rows = DepartmentNotice.objects.filter(role__in=roles)
    return rows.select_related("sent_by", "acknowledged_by", "done_by", "content_type").order_by("-pk")


def unacknowledged(user):
    """What this person handed over and nobody has acknowledged yet (TEAM-09)."""
    rows = notices.unacknowledged(timezone.now()).filter(sent_by=user)
    return rows.select_related("sent_by", "acknowledged_by", "done_by", "content_type").order_by("pk")


def index(request):
    """Notices to me, ``?kind=contracts`` of one kind, ``?unread=1``; ``?box=department`` hand-overs to my departments,
    ``?box=sent`` mine that nobody acknowledged."""
    user = request.user
    has_department = any(role in DEPARTMENT_ROLES for role in user.acting_roles)
    kinds = kinds_of(user)
    kind, only_unread = kinds.get(request.GET.get("kind", "")), request.GET.get("unread") == "1"
    boxes = {
        "": notices_of(user, kind, only_unread),
        "department": hand_overs(user),
        "sent": unacknowledged(user),
    }
    box = request.GET.get("box", "") if request.GET.get("box") in boxes else ""
    unread, to_do, sent = badges(
        Notice.objects.filter(user=user, read_at__isnull=True),
        boxes["department"].exclude(status=DepartmentNotice.Status.DONE),
        boxes["sent"],
    )
    tabs = [
        ("", _("To me"), unread),
        ("department", _("To my department"), to_do),
        ("sent", _("Sent, not acknowledged"), sent),
    ]
    page = Pages(boxes[box], PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "box": box,
        "kinds": list(kinds.values()),
        "kind": kind,
        "only_unread": only_unread,
        "groups": [] if box else in_groups(page.object_list, kinds),
        "tabs": [tab for tab in tabs if has_department or tab[0] != "department"],
        "unread": unread,
        "rhythms": User.MailRhythm.choices if user.email else (),
        "page": page,
        "title": _("Notices"),
        "crumbs": [Crumb(_("Notices"))],
    }
    return render(request, "core/notices.html", context)


def open_notice(request, pk):
    """Mark as read and go where it points."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    notices.mark_read(request.user, [notice.pk])
    return HttpResponseRedirect(notice.url or reverse("notices"))


@require_POST
def read_all(request):
    """All of them, or those of one ``kind``; leads back to where one was."""
    name = request.POST.get("kind", "")
    kind = kinds_of(request.user).get(name) if name else None
    if kind or not name:
        notices.mark_read(request.user, notices_of(request.user, kind).values("pk") if kind else None)
    shown = {"kind": request.POST.get("shown"), "unread": request.POST.get("unread")}
    back = urlencode({key: value for key, value in shown.items() if value})
    return redirect(f"{reverse('notices')}?{back}" if back else "notices")


@require_POST
def choose_mail(request):
    """Each notice at once by mail, or all of a day together."""
    digest.choose_rhythm(request.user, request.POST.get("rhythm", ""))
    messages.success(request, _("Your choice is kept."))
    return redirect("notices")


def _advance(request, pk, step):
    hand_over = get_object_or_404(hand_overs(request.user), pk=pk)
    try:
        step(hand_over.pk, request.user)
    except BusinessError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('notices')}?box=department")


@require_POST
def acknowledge_hand_over(request, pk):
    """The department takes note (TEAM-09)."""
    return _advance(request, pk, notices.acknowledge)


@require_POST
def finish_hand_over(request, pk):
    """The department has done what it was asked (TEAM-09)."""
    return _advance(request, pk, notices.finish)


def open_hand_over(request, pk):
    rows = hand_overs(request.user).order_by() | unacknowledged(request.user).order_by()
    hand_over = get_object_or_404(rows, pk=pk)
    model = hand_over.content_type.model_class()
    if not model.objects.visible_to(request.user).filter(pk=hand_over.object_id).exists():
        messages.info(request, _("You cannot open this document yet: it has not been released to your department."))
        return redirect(f"{reverse('notices')}?box=department")
    return HttpResponseRedirect(model(pk=hand_over.object_id).get_absolute_url())
