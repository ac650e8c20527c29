"""The page on which finance keeps the tax bureau's own batch form."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET

from orders.invoice_application.batch_form import HEAD_COLUMNS, HEAD_SHEET, LINE_COLUMNS, LINE_SHEET
from orders.invoice_application.batch_template import drop_template, keep_template, kept_template, plain
from orders.invoice_application.forms import TemplateForm
from orders.invoice_application.models import BatchTemplate
from orders.invoice_application.permissions import can_apply
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.on_use import OnUse
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.exports import XLSX

utils = OnUse("openpyxl.utils")


class BatchTemplatePage(View):
    """What is kept, which of its columns are filled, and a form for a newer one."""

    http_method_names = ["get", "post", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        require(can_apply(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._show(TemplateForm(user=request.user))

    def post(self, request):
        if request.POST.get("act") == "drop":
            drop_template(request.user)
            messages.success(request, _("The batch file is generated again."))
            return redirect("invoice-batch-template")
        form = TemplateForm(request.POST, request.FILES, user=request.user)
        if form.is_valid():
            try:
                made = keep_template(request.user, form.cleaned_data["file"])
            except BusinessError as refusal:
                form.add_error("file", str(refusal))
            else:
                messages.success(request, _("Applications are written into %(name)s from now on.") % {"name": made})
                return redirect("invoice-batch-template")
        return self._show(form, status=422)

    def _show(self, form, status=200):
        template = kept_template()
        context = {
            "title": _("Template of the tax bureau"),
            "crumbs": [
                Crumb(_("Invoices to apply for"), "invoices-to-apply-for"),
                Crumb(_("Template of the tax bureau")),
            ],
            "form": form,
            "template": template,
            "sheets": _sheets(template) if template else [],
            "earlier": BatchTemplate.objects.filter(in_use=False).defer("data").select_related("kept_by")[:5],
        }
        return render(self.request, "orders/invoice_application/template.html", context, status=status)


def _sheets(template):
    """``[{name, row, columns: [(letter, header)]}]``: what is filled, in the order of the file."""
    found = []
    for key, columns in ((HEAD_SHEET, HEAD_COLUMNS), (LINE_SHEET, LINE_COLUMNS)):
        place = template.places[key]
        filled = sorted((place["columns"][plain(header)], header) for header, value in columns if value)
        letters = [(utils.get_column_letter(column), header) for column, header in filled]
        found.append({"name": place["name"], "row": place["header_row"], "columns": letters})
    return found


@require_GET
def batch_template_file(request):
    """The template in use, as it was kept."""
    require(can_apply(request.user))
    template = kept_template()
    if template is None:
        raise Http404
    response = HttpResponse(bytes(template.data), content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, template.name)
    return response
