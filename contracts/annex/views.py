"""The paper of an annex."""

from django.http import Http404
from django.views.decorators.http import require_GET

from contracts.annex.papers import ANNEX_CLAUSES, annex_paper
from contracts.contract.views import visible_contract
from salesmgmt.core.web.issued import pdf_response


@require_GET
def contract_annex_pdf(request, pk, kind):
    """F-11 of that kind, to be signed, or as it was filed."""
    if kind not in ANNEX_CLAUSES:
        raise Http404
    return pdf_response(*annex_paper(visible_contract(request, pk), kind))
