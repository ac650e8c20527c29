"""The review sheet, and what the page of a contract shows of its review."""

from django.views.decorators.http import require_GET

from contracts.contract.views import visible_contract
from contracts.review.papers import review_sheet
from salesmgmt.core.web.issued import pdf_response


@require_GET
def contract_sheet(request, pk):
    return pdf_response(*review_sheet(visible_contract(request, pk), request.user))
