"""The file of an outgoing inspection standard, for whoever works by it (QC-01)."""

from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET
from django.views.generic import View

from orders.inspection_standard.standard import standards_of
from salesmgmt.core.domain import attachments
from salesmgmt.core.web.attachments import file_response


@method_decorator(require_GET, name="dispatch")
class StandardFile(View):
    """As visible as the document that is made or inspected by it."""

    model: Any = None

    def get(self, request, pk, annex) -> FileResponse:
        document = get_object_or_404(self.model.objects.visible_to(request.user).select_related("order"), pk=pk)
        found = get_object_or_404(standards_of(document.order), pk=annex)
        return file_response(
            found.attachment, attachments.stored_file(found.attachment), inline="inline" in request.GET
        )
