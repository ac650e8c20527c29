"""我的导出: ask for a file, watch it being written, fetch it, cancel it; and the log of all exports."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from salesmgmt.core.domain import exports, jobs
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import ExportJob
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 50


@require_POST
def create(request):
    """Export a list or report: a small file comes at once, a large one waits in 我的导出."""
    key = request.POST.get("list", "")
    if exports.find(key) is None:
        raise Http404
    job = exports.start(request.user, key, request.POST.get("querystring", "").replace("\0", "")[:4000])
    if job.status == ExportJob.Status.DONE:
        return _file(job)
    if job.status == ExportJob.Status.FAILED:
        messages.error(request, job.error)
    else:
        messages.info(request, _("The file is being written. It will wait for you here."))
    return redirect("exports")


@require_GET
def index(request):
    """One's own exports, newest first; htmx asks for the rows again while one is running."""
    found = list(ExportJob.objects.filter(user=request.user)[:SHOWN])
    context = {
        "jobs": found,
        "running": any(job.is_open for job in found),
        "keep_days": policy().file_days,
        "title": _("My exports"),
        "crumbs": [Crumb(_("My exports"))],
        "log_visible": exports.may_read_log(request.user),
    }
    return render(request, "core/_export_rows.html" if request.htmx else "core/export_list.html", context)


@require_GET
def download(request, pk):
    return _file(get_object_or_404(ExportJob, pk=pk, user=request.user))


def _file(job):
    return FileResponse(exports.file_of(job).open("rb"), as_attachment=True, filename=job.file_name, content_type=XLSX)


@require_POST
def cancel(request, pk):
    job = get_object_or_404(ExportJob, pk=pk, user=request.user)
    jobs.cancel(ExportJob, job.pk, request.user)
    messages.success(request, _("The export was cancelled."))
    return redirect("exports")


@require_GET
def log(request):
    """Who took what out, within the scope the matrix gives on logs (SEC-07)."""
    require(exports.may_read_log(request.user))
    rows = exports.log_for(request.user).select_related("user")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {"page": page, "title": _("Export log"), "crumbs": [Crumb(_("Export log"))]}
    return render(request, "core/export_log.html", context)
