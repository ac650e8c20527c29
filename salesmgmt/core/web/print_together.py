"""Many papers as one PDF: of each selected row the paper its own page offers first."""

import copy
import io
from functools import lru_cache

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.on_use import OnUse
from salesmgmt.core.web.issued import pdf_response

pypdf = OnUse("pypdf")

NAME, LABEL = "print", gettext_lazy("Print together")
MOST = 50  # papers of one act: a draft is laid out when it is asked for
TOLD = 5  # so many rows without a paper are named


def may_print(list_page):
    """Does the page of a row of this list offer a paper?"""
    return bool(getattr(list_page.detail_page, "pdf_links", ()))


def print_together(list_page, request, pks):
    """One PDF of the papers of these rows; each is made by its own view, which decides who may have it. Rows without a
    paper are told; without any the list is shown again."""
    if len(pks) > MOST:
        text = _("At most %(most)d papers are printed together; %(number)d rows are selected.")
        messages.error(request, text % {"most": MOST, "number": len(pks)})
        return HttpResponseRedirect(request.get_full_path())
    rows = list(list_page.get_base_queryset().filter(pk__in=pks).order_by("pk"))
    writer, without = pypdf.PdfWriter(), []
    for row in rows:
        data = _paper_of(list_page.detail_page, row, request)
        if data is None:
            without.append(str(row))
        else:
            writer.append(io.BytesIO(data))
    if without:
        named = "、".join(without[:TOLD]) + (" …" if len(without) > TOLD else "")
        messages.warning(request, _("There is no paper of %(rows)s.") % {"rows": named})
    if not rows:
        messages.warning(request, _("Nothing was selected."))
    if not writer.pages:
        return HttpResponseRedirect(request.get_full_path())
    out = io.BytesIO()
    writer.write(out)
    return pdf_response(out.getvalue(), f"{list_page.get_title()}.pdf")


def _paper_of(detail_page, row, request):
    """The bytes of the first paper this person may have of a row; None where there is none."""
    asked = copy.copy(request)
    asked.method, asked.GET, asked.POST = "GET", QueryDict(), QueryDict()
    for _label, name, may in detail_page.pdf_links:
        if not may(request.user, row):
            continue
        try:
            answer = _view_of(name)(asked, pk=row.pk)
        except (BusinessError, PermissionDenied, Http404):
            continue
        if answer.status_code == 200 and answer["Content-Type"] == "application/pdf":
            return answer.content
    return None


@lru_cache(maxsize=100)
def _view_of(name):
    return resolve(reverse(name, args=[1])).func
