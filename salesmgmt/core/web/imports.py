"""Imports: choose, upload, map the columns, look at the check, import."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from salesmgmt.core.domain import import_files, imports, jobs
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ImportJob, SavedMapping
from salesmgmt.core.output import xlsx
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.exports import XLSX
from salesmgmt.core.web.import_forms import MappingForm, UploadForm

SHOWN = 30


def _spec(user, kind):
    spec = imports.find(kind)
    if spec is None:
        raise Http404
    require(imports.may_import(user, spec), _("You may not import this."))
    return spec


def _job(request, pk):
    job = get_object_or_404(ImportJob, pk=pk, user=request.user)
    return job, _spec(request.user, job.kind)


def _crumbs(*more):
    return [Crumb(_("Imports"), "/imports/"), *more]


@require_GET
def index(request):
    """What this person may import, and what he imported."""
    specs = imports.specs_for(request.user)
    require(specs, _("Files are imported by who is in charge of what they hold; your role imports none."))
    labels = {spec.kind: spec.label for spec in specs}
    found = [
        (job, labels.get(job.kind, job.kind))
        for job in ImportJob.objects.filter(user=request.user, workbook=None)[:SHOWN]
    ]
    context = {"specs": specs, "jobs": found, "title": _("Imports"), "crumbs": [Crumb(_("Imports"))]}
    return render(request, "core/import_list.html", context)


@require_http_methods(["GET", "POST"])
def upload(request, kind):
    spec = _spec(request.user, kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            job = imports.receive(request.user, kind, form.cleaned_data["file"])
        except BusinessError as refusal:
            form.add_error("file", str(refusal))
            status = 409
        else:
            return redirect("import-detail", job.pk)
    context = {"spec": spec, "form": form, "limit": import_files.MAX_ROWS, "title": spec.label}
    return render(request, "core/import_upload.html", {**context, "crumbs": _crumbs(Crumb(spec.label))}, status=status)


@require_GET
def template(request, kind):
    """An empty sheet with the right column names."""
    spec = _spec(request.user, kind)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        imports.write_template(spec, path, request.user)
        # The open file outlives its name.
        return FileResponse(path.open("rb"), as_attachment=True, filename=xlsx.file_name(spec.label), content_type=XLSX)


@require_http_methods(["GET", "POST"])
def mapping(request, pk):
    job, spec = _job(request, pk)
    if job.status not in imports.OPEN_TO_MAPPING or not job.stored_name or not job.headers:
        return redirect("import-detail", job.pk)
    form = MappingForm(request.POST or None, spec=spec, job=job)
    if request.method == "POST" and form.is_valid():
        try:
            return _settled(job, form)
        except BusinessError as refusal:
            form.add_error(None, str(refusal))
    context = {
        "job": job,
        "spec": spec,
        "form": form,
        "rows": form.rows(),
        "hidden": import_files.span(job.facts.get("hidden_rows", [])),
        "saved": SavedMapping.objects.filter(user=request.user, kind=job.kind),
        "title": _("Which column is which?"),
        "crumbs": _crumbs(Crumb(spec.label)),
    }
    return render(request, "core/import_mapping.html", context, status=409 if form.errors else 200)


def _settled(job, form):
    """A file is checked at once; a sheet goes back to its workbook, which is checked as a whole."""
    data = form.cleaned_data
    if job.workbook_id:
        imports.settle_columns(job.pk, job.user, form.mapping(), date_order=data["date_order"], answers=form.answers())
        return redirect("workbook-detail", job.workbook_id)
    checked = imports.check_file(
        job.pk,
        job.user,
        form.mapping(),
        date_order=data["date_order"],
        update_existing=data.get("update_existing", False),
        answers=form.answers(),
    )
    if data["keep_as"].strip():
        imports.keep_mapping(checked, data["keep_as"])
    return redirect("import-detail", job.pk)


@require_POST
def use_saved(request, pk):
    """Take over a kept mapping, or look at another sheet."""
    job, _spec_unused = _job(request, pk)
    if request.POST.get("sheet"):
        imports.choose_sheet(job, request.POST["sheet"])
        return redirect("import-detail", job.pk)
    if saved := as_pk(request.POST.get("saved")):
        imports.apply_saved(job, get_object_or_404(SavedMapping, pk=saved, user=request.user, kind=job.kind))
    return redirect("import-mapping", job.pk)


@require_GET
def detail(request, pk):
    """Progress, preview or result, by where the import stands; htmx asks again while it runs."""
    job, spec = _job(request, pk)
    if job.status == ImportJob.Status.NEW:
        address = reverse("import-mapping", args=[job.pk])
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    context = {
        "job": job,
        "spec": spec,
        "title": spec.label,
        "subtitle": job.original_name,
        "crumbs": _crumbs(Crumb(spec.label)),
        "columns": [column.label for column in spec.columns],
        "hidden": import_files.span(job.facts.get("hidden_rows", [])),
        "changing": job.created + job.updated,
    }
    return render(request, "core/_import_state.html" if request.htmx else "core/import_detail.html", context)


@require_POST
def run(request, pk):
    job, _spec_unused = _job(request, pk)
    imports.import_file(job.pk, request.user, skip_bad_rows=bool(request.POST.get("skip_bad_rows")))
    return redirect("import-detail", job.pk)


@require_POST
def cancel(request, pk):
    job, _spec_unused = _job(request, pk)
    jobs.cancel(ImportJob, job.pk, request.user)
    messages.success(request, _("The import was cancelled. Nothing was imported."))
    return redirect("import-list")


@require_GET
def errors(request, pk, which):
    """The rows to correct, with their reasons."""
    job, spec = _job(request, pk)
    return FileResponse(
        imports.error_file_of(job, which).open("rb"),
        as_attachment=True,
        filename=xlsx.file_name(f"{spec.label}-{_('To correct')}"),
        content_type=XLSX,
    )
