"""Pages of invoice applications: what is to be applied for, the applications, tax codes of products."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views import View

from orders.invoice.models import Invoice
from orders.invoice_application.applying import apply_for, set_tax_code, withdraw_application
from orders.invoice_application.batch_template import kept_template
from orders.invoice_application.filters import ApplicationFilters, TaxCodeFilters, UnnumberedFilters
from orders.invoice_application.forms import FILES, TaxCodeForm
from orders.invoice_application.models import InvoiceApplication
from orders.invoice_application.permissions import can_answer, can_apply, reads_applications
from orders.invoice_application.querysets import to_apply_for
from orders.invoice_application.results import read_files
from orders.invoice_application.tables import ApplicationTable, AppliedTable, TaxCodeTable, UnnumberedTable
from pricing.product.models import Product
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage
from salesmgmt.core.web.forms import ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage

MOST_FILES = 50


class UnnumberedList(ListPage):
    """Invoices that are to be applied for at the tax bureau."""

    model = Invoice
    key = "invoices-to-apply-for"
    title = gettext_lazy("Invoices to apply for")
    icon = "file-export"
    help_text = gettext_lazy(
        "Digital invoices without a number. Choose many and apply: the batch file of the tax bureau is made of them."
    )
    table_class = UnnumberedTable
    filterset_class = UnnumberedFilters
    bulk_actions = (
        BulkAction(
            "apply",
            gettext_lazy("Apply for"),
            can_apply,
            apply_for,
            icon="send",
            together=True,
            goto=lambda application: application.get_absolute_url(),
        ),
    )
    links = (
        (gettext_lazy("Applications"), "invoice-application-list", "list", reads_applications),
        (gettext_lazy("Tax codes of products"), "product-tax-codes", "barcode", can_apply),
        (gettext_lazy("Template of the tax bureau"), "invoice-batch-template", "file-spreadsheet", can_apply),
    )
    empty_title = gettext_lazy("Nothing to apply for")
    empty_text = gettext_lazy("Draft invoices from signed deliveries first.")

    @classmethod
    def may_open(cls, user):
        return can_apply(user)

    @classmethod
    def base_queryset(cls, user):
        return to_apply_for(super().base_queryset(user)).select_related("customer")


class ApplicationList(ListPage):
    model = InvoiceApplication
    table_class = ApplicationTable
    filterset_class = ApplicationFilters
    links = ((gettext_lazy("Invoices to apply for"), "invoices-to-apply-for", "file-export", can_apply),)
    empty_title = gettext_lazy("No applications")
    empty_text = gettext_lazy("Choose invoices without number and apply for them together.")

    @classmethod
    def base_queryset(cls, user):
        waiting = Count("lines", filter=Q(lines__is_running=True, lines__answered_at__isnull=True))
        return super().base_queryset(user).select_related("created_by").annotate(waiting=waiting)


class ApplicationDetail(DetailPage):
    model = InvoiceApplication
    template_name = "orders/invoice_application/detail.html"
    related = ("created_by",)
    lines_title = gettext_lazy("Invoices")
    actions = (
        Action(
            "withdraw",
            gettext_lazy("Withdraw"),
            can_answer,
            withdraw_application,
            form=ReasonForm,
            to=InvoiceApplication.Status.WITHDRAWN,
            icon="arrow-back-up",
            help_text=gettext_lazy("What has no number yet may be applied for again."),
        ),
    )

    def facts(self, obj):
        waiting = obj.lines.waiting().count()
        return [
            (_("Invoices"), str(obj.count)),
            (pgettext("invoice application", "Not issued yet"), str(waiting)),
            (_("Amount"), obj.amount),
            (_("Applied for by"), obj.created_by),
        ]

    def lines(self, obj):
        return AppliedTable(obj.lines.with_invoice(), user=self.request.user)

    def extra_context(self, obj):
        may_answer = can_answer(self.request.user, obj)
        return {"may_answer": may_answer, "template": kept_template() if may_answer else None}


class InvoiceFiles(View):
    """Many e-invoices of an application at once; what was taken and refused is said file by file."""

    http_method_names = ["get", "post", "head", "options"]

    def get(self, request, pk):
        return self._show(self._application(pk), [])

    def post(self, request, pk):
        application = self._application(pk)
        files = request.FILES.getlist("files")[:MOST_FILES]
        done = read_files(application.pk, request.user, files)
        application.refresh_from_db()
        return self._show(application, done, asked=True)

    def _application(self, pk):
        require(can_apply(self.request.user))
        return get_object_or_404(InvoiceApplication.objects.visible_to(self.request.user), pk=pk)

    def _show(self, application, done, asked=False):
        context = {
            "title": _("Read e-invoices"),
            "crumbs": [Crumb(str(application), application.get_absolute_url()), Crumb(_("Read e-invoices"))],
            "application": application,
            "done": done,
            "asked": asked,
            "taken": sum(1 for each in done if each["invoice"]),
            "accept": FILES,
            "most": MOST_FILES,
        }
        refused = any(each["reason"] for each in done)
        return render(self.request, "orders/invoice_application/files.html", context, status=409 if refused else 200)


class ProductTaxCodes(ListPage):
    """Under which code of the tax office each product is billed."""

    model = Product
    key = "product-tax-codes"
    matrix_key = "price"
    title = gettext_lazy("Tax codes of products")
    icon = "barcode"
    table_class = TaxCodeTable
    filterset_class = TaxCodeFilters
    bulk_actions = (
        BulkAction("code", gettext_lazy("Set the tax code"), can_apply, set_tax_code, icon="barcode", form=TaxCodeForm),
    )
    empty_title = gettext_lazy("No products here")

    @classmethod
    def may_open(cls, user):
        return can_apply(user)

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("tax_classification")
