"""Issued papers, as they were issued; as visible as their document."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from salesmgmt.core.domain.attachments import parent_of
from salesmgmt.core.models import IssuedDocument
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.state import require


@require_GET
def download(request, pk):
    row = IssuedDocument.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    parent_of(row.content_type_id, row.object_id, request.user)
    require(not row.has_prices or sees_prices(request.user))
    return pdf_response(pdf.read(row), row.file_name)


def pdf_response(data: bytes, file_name: str) -> HttpResponse:
    """A PDF shown in the browser under its own name: also for drafts rendered on the fly."""
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, file_name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response._csp_exempt = True  # the browser shows it in a viewer of its own, with styles of its own
    return response
