"""Attached files: upload, fetch, remove. Who may not see the document gets 404 (DOC-05)."""

from django.contrib.contenttypes.models import ContentType
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from salesmgmt.core.domain import attachments, evidence
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Attachment

# Shown in the browser; everything else is only downloaded.
INLINE = {"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"}
MOST_FILES = 20


def attachment_panel(document, user, refusals=(), *, is_asked=True):
    """The context of core/_attachments.html: the files of a document, and where to send more. Nobody is asked for a
    decision where the page knows that no round is open."""
    files = list(Attachment.objects.of(document).select_related("uploaded_by"))
    editable = getattr(document, "is_editable", True)
    return {
        "files": [(file, editable and file.uploaded_by_id == user.pk) for file in files],
        "upload_address": reverse(
            "attachment-upload", args=[ContentType.objects.get_for_model(document).pk, document.pk]
        ),
        "kinds": offered_kinds(document, user),
        "may_attach": evidence.works_on(user, document, is_asked=is_asked),
        "accept": attachments.ACCEPT,
        "refusals": refusals,
    }


def offered_kinds(document, user):
    """The kinds of the document that this person may attach; a kind is a text, or a key with its text."""
    reserved = evidence.reserved_kinds(document)

    def may(kind):
        key = str(kind[0] if isinstance(kind, (tuple, list)) else kind)
        return key not in reserved or reserved[key](user, document)

    return [kind for kind in getattr(document, "ATTACHMENT_KINDS", ()) if may(kind)]


@require_POST
def upload(request, content_type, pk):
    """Several files at once, also straight from a phone's camera; each is taken or refused by itself."""
    document = attachments.parent_of(content_type, pk, request.user)
    if not hasattr(document, "get_absolute_url"):  # a line, a contact: no page of its own shows files
        raise Http404
    refusals = []
    for uploaded in request.FILES.getlist("files")[:MOST_FILES]:
        try:
            evidence.attach(document, uploaded, request.user, request.POST.get("kind", ""))
        except BusinessError as refusal:
            refusals.append(str(refusal))
    if not request.htmx and not refusals:
        return redirect(document.get_absolute_url())
    panel = attachment_panel(document, request.user, refusals)
    return render(request, "core/_attachments.html", {"attachments": panel}, status=409 if refusals else 200)


@require_GET
def download(request, pk):
    file = attachments.visible_attachment(pk, request.user)
    return file_response(file, attachments.stored_file(file), inline="inline" in request.GET)


def file_response(file, stored, *, inline):
    """A stored file for who may read it: shown where the browser shows it safely, never kept by it."""
    inline = inline and file.mime in INLINE
    response = FileResponse(
        stored.open("rb"),
        as_attachment=not inline,
        filename=file.original_name,
        content_type=file.mime,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def remove(request, pk):
    file = attachments.visible_attachment(pk, request.user)
    attachments.remove(file.pk, request.user)
    if request.htmx:
        return render(request, "core/_attachments.html", {"attachments": attachment_panel(file.document, request.user)})
    return redirect(file.document.get_absolute_url())
