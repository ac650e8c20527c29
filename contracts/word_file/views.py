"""Contracts and amendments as Word files, and what came back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contracts.amendment.views import AmendmentDetail
from contracts.contract.views import visible_contract
from contracts.word_file.models import ReturnedFile
from contracts.word_file.reading import rows_of
from contracts.word_file.writing import MIME, amendment_file, contract_file
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import DetailPage


def _word(data, name):
    return HttpResponse(
        data, content_type=MIME, headers={"Content-Disposition": content_disposition_header(True, name)}
    )


@require_GET
def contract_word(request, pk):
    return _word(*contract_file(visible_contract(request, pk), request.user))


@require_GET
def amendment_word(request, pk):
    amendment = get_object_or_404(AmendmentDetail.queryset(request.user), pk=pk)
    return _word(*amendment_file(amendment, request.user))


class ReturnedFileDetail(DetailPage):
    model = ReturnedFile
    template_name = "contracts/word_file/detail.html"
    related = ("contract__customer__owner", "read_by", "attachment")
    edit_url = None
    has_attachments = False

    def title(self, obj):
        return _("Returned file of %(contract)s") % {"contract": obj.contract}

    def subtitle(self, obj):
        return obj.attachment.original_name

    def facts(self, obj):
        return [
            (_("Contract"), obj.contract),
            (_("Compared with"), f"R{obj.revision} V{obj.version}"),
            (_("mark of the file"), obj.key or "—"),
            (_("compared by"), obj.read_by),
            (_("compared at"), obj.read_at),
        ]

    def extra_context(self, obj):
        rows = rows_of(obj)
        quiet = [row for row in rows if row["state"] == "same" and not row["changes"]]
        return {
            "rows": [row for row in rows if row not in quiet],
            "same": [capfirst(row["label"]) for row in quiet],
            "changed": sum(row["state"] != "same" for row in rows),
        }

    def _crumbs(self, obj, kind):
        return [Crumb(str(obj.contract), obj.contract.get_absolute_url()), Crumb(obj.attachment.original_name)]
