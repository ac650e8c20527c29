"""Notices to oneself, and hand-overs to one's department."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from salesmgmt.core.domain import digest, notices
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, Notice, User
from salesmgmt.core.permissions import DEPARTMENT_ROLES
from salesmgmt.core.web.counting import badges
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.paging import Pages

PAGE_ROWS = 30


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
    """Notices to me; ``?box=department`` hand-overs to my departments, ``?box=sent`` mine that nobody acknowledged."""
    user = request.user
    has_department = any(role in DEPARTMENT_ROLES for role in user.acting_roles)
    boxes = {
        "": Notice.objects.filter(user=user),
        "department": hand_overs(user),
        "sent": unacknowledged(user),
    }
    box = request.GET.get("box", "") if request.GET.get("box") in boxes else ""
    unread, to_do, sent = badges(
        boxes[""].filter(read_at__isnull=True), boxes["department"].exclude(status="done"), boxes["sent"]
    )
    tabs = [
        ("", _("To me"), unread),
        ("department", _("To my department"), to_do),
        ("sent", _("Sent, not acknowledged"), sent),
    ]
    context = {
        "box": box,
        "tabs": [tab for tab in tabs if has_department or tab[0] != "department"],
        "unread": unread,
        "rhythms": User.MailRhythm.choices if user.email else (),
        "page": Pages(boxes[box], PAGE_ROWS).get_page(request.GET.get("page")),
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
    notices.mark_read(request.user)
    return redirect("notices")


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
