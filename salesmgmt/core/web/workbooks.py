"""A workbook with a sheet for each import: template, upload, its sheets with their state, check and import of the whole."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from salesmgmt.core.domain import import_files, imports, jobs, workbooks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Workbook
from salesmgmt.core.output import xlsx
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.exports import XLSX
from salesmgmt.core.web.import_forms import UploadForm

SHOWN = 20


def _require_several(user):
    found = imports.specs_for(user)
    require(len(found) > 1, _("Files are imported by who is in charge of what they hold; your role imports none."))
    return found


def _crumbs(*more):
    return [Crumb(_("Imports"), "/imports/"), *more]


@require_http_methods(["GET", "POST"])
def index(request):
    """Upload one; and what this person has uploaded."""
    specs = _require_several(request.user)
    form, status = UploadForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            book = workbooks.receive(request.user, form.cleaned_data["file"])
        except BusinessError as refusal:
            form.add_error("file", str(refusal))
            status = 409
        else:
            return redirect("workbook-detail", book.pk)
    context = {
        "specs": specs,
        "form": form,
        "books": Workbook.objects.filter(user=request.user)[:SHOWN],
        "limit": import_files.MAX_ROWS,
        "title": _("All in one workbook"),
        "crumbs": _crumbs(Crumb(_("All in one workbook"))),
    }
    return render(request, "core/workbook_list.html", context, status=status)


@require_GET
def template(request):
    """A sheet with the right column names for each import of this person."""
    _require_several(request.user)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        workbooks.write_template(request.user, path)
        # The open file outlives its name.
        return FileResponse(
            path.open("rb"), as_attachment=True, filename=xlsx.file_name(_("All in one workbook")), content_type=XLSX
        )


def _book(request, pk):
    return get_object_or_404(Workbook, pk=pk, user=request.user)


@require_GET
def detail(request, pk):
    """The sheets in their order, each with its state; htmx asks again while the worker is at it."""
    book = _book(request, pk)
    parts = [(part, imports.find(part.kind)) for part in workbooks.sheets_of(book)]
    shown = [
        (part, spec, workbooks.question_of(part, spec) if part.status == part.Status.NEW else "")
        for part, spec in parts
        if spec is not None
    ]
    waiting = [part for part, _spec, _question in shown if part.status in (part.Status.NEW, part.Status.READY)]
    context = {
        "book": book,
        "parts": shown,
        "questions": any(question for _part, _spec, question in shown),
        "waiting": waiting,
        "bad": sum(part.bad_rows for part in waiting),
        "good": sum(part.good_rows for part in waiting),
        "title": _("All in one workbook"),
        "subtitle": book.original_name,
        "crumbs": _crumbs(Crumb(_("All in one workbook"), "/imports/workbook/"), Crumb(book.original_name)),
    }
    return render(request, "core/_workbook_state.html" if request.htmx else "core/workbook_detail.html", context)


@require_POST
def check(request, pk):
    _book(request, pk)
    try:
        workbooks.check(pk, request.user, update_existing=bool(request.POST.get("update_existing")))
    except BusinessError as refusal:
        messages.error(request, str(refusal))
    return redirect("workbook-detail", pk)


@require_POST
def run(request, pk):
    _book(request, pk)
    try:
        workbooks.import_all(pk, request.user)
    except BusinessError as refusal:
        messages.error(request, str(refusal))
    return redirect("workbook-detail", pk)


@require_POST
def cancel(request, pk):
    _book(request, pk)
    jobs.cancel(Workbook, pk, request.user)
    messages.success(request, _("The import was cancelled. Nothing was imported."))
    return redirect("workbook-list")


@require_GET
def corrections(request, pk):
    """The workbook again, the reason beside each bad row."""
    path = workbooks.corrections_of(_book(request, pk))
    name = xlsx.file_name(f"{_('All in one workbook')}-{_('To correct')}")
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=XLSX)
