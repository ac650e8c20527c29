"""What people say about a document, as a part of its page; asked for once the page stands."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from salesmgmt.core import calendar
from salesmgmt.core.domain import conversation, next_step
from salesmgmt.core.domain.attachments import parent_of
from salesmgmt.core.domain.todo import finish_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Comment, Follower
from salesmgmt.core.web.tabs import tabs_of

SHOWN = 50


def conversation_address(document):
    """Where the part of this document is; "" of what has no page of its own, or of what is in nobody's scope (a user)."""
    if not (hasattr(document, "get_absolute_url") and hasattr(type(document)._default_manager, "visible_to")):
        return ""
    return reverse("conversation", args=[ContentType.objects.get_for_model(document).pk, document.pk])


def _document(content_type, pk, user):
    document = parent_of(content_type, pk, user)
    if not hasattr(document, "get_absolute_url"):
        raise Http404
    return document


@require_http_methods(["GET", "POST"])
def conversation_part(request, content_type, pk):
    """The remarks, the newest last, and a line to write another one; a refusal keeps what was typed.

    Whoever opens the page gets the numbers of its tabs with them.
    """
    document = _document(content_type, pk, request.user)
    refusal, typed = "", ""
    if request.method == "POST":
        try:
            conversation.say(document, request.user, request.POST.get("text", ""))
        except BusinessError as refused:
            refusal, typed = str(refused), request.POST.get("text", "")
        else:
            if not request.htmx:
                return redirect(document.get_absolute_url())
    return _part(
        request, document, refusal, typed, tabs=tabs_of(document, request.user) if request.method == "GET" else ()
    )


@require_POST
def plan_step(request, content_type, pk):
    """Note one's next step on a document."""
    document = _document(content_type, pk, request.user)
    refusal, text = "", request.POST.get("step", "").replace("\0", "")
    try:
        next_step.plan_next_step(document, request.user, text, calendar.read_day(request.POST.get("due_on", "")))
    except BusinessError as refused:
        refusal = str(refused)
    if not request.htmx and not refusal:
        return redirect(document.get_absolute_url())
    return _part(request, document, refusal, step=text if refusal else "")


@require_POST
def finish_step(request, content_type, pk, task):
    """It is done; only its person says so."""
    document = _document(content_type, pk, request.user)
    step = get_object_or_404(next_step.next_steps(document), pk=task)
    finish_task(step.pk, request.user)
    return _part(request, document) if request.htmx else redirect(document.get_absolute_url())


@require_POST
def follow(request, content_type, pk):
    """Begin to follow a document, or no longer."""
    document = _document(content_type, pk, request.user)
    if Follower.objects.of(document).filter(user=request.user).exists():
        conversation.unfollow(document, request.user)
    else:
        conversation.follow(document, request.user)
    return _part(request, document) if request.htmx else redirect(document.get_absolute_url())


def _part(request, document, refusal="", typed="", step="", tabs=()):
    comments = list(Comment.objects.of(document).order_by("-pk").select_related("author")[: SHOWN + 1])
    context = {
        "comments": comments[:SHOWN][::-1],
        "has_older": len(comments) > SHOWN,
        "follows": Follower.objects.of(document).filter(user=request.user).exists(),
        "people": [(each, conversation.called(each)) for each in conversation.people_of(document, request.user)],
        "address": conversation_address(document),
        "refusal": refusal,
        "typed": typed,
        "step": step,
        "steps": list(next_step.next_steps(document).select_related("person")),
        "today": calendar.today(),
        "tabs": [each for each in tabs if each.count is not None],
    }
    return render(request, "core/_conversation.html", context, status=409 if refusal else 200)
