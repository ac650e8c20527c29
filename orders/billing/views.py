"""The deliveries that wait to be billed."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from orders.billing.entry import bill_delivery, bill_lines
from orders.billing.filters import BillableFilters
from orders.billing.forms import RunForm
from orders.billing.models import BillingRun
from orders.billing.permissions import can_bill
from orders.billing.run import run_billing
from orders.billing.tables import BillableTable, BillingGroupTable
from orders.delivery.models import DeliveryNote
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.lists import BulkAction, ListPage

SHOWN_RUNS = 20


class BillableList(ListPage):
    """Signed deliveries with the customer's receipt document and no invoice yet: finance drafts the invoices (REC-13)."""

    model = DeliveryNote
    key = "billable-deliveries"
    title = gettext_lazy("Deliveries to bill")
    icon = "file-plus"
    help_text = gettext_lazy("Signed by the customer, receipt document there, not invoiced yet.")
    table_class = BillableTable
    filterset_class = BillableFilters
    bulk_actions = (
        BulkAction(
            "run",
            gettext_lazy("Draft invoices together"),
            can_bill,
            run_billing,
            icon="files",
            form=RunForm,
            together=True,
            goto=lambda run: reverse("billing-run", args=[run.pk]),
        ),
        BulkAction("bill", gettext_lazy("Draft the invoice"), can_bill, bill_delivery, icon="file-plus"),
    )
    links = ((gettext_lazy("Billing runs"), "billing-runs", "history", can_bill),)
    empty_title = gettext_lazy("Nothing to bill")
    empty_text = gettext_lazy("Deliveries appear here when the customer has signed and his receipt document is back.")

    @classmethod
    def may_open(cls, user):
        return super().may_open(user) and may_at_all(user, "invoice", "R")

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).billable()
        return rows.select_related("customer__owner", "order").with_amount()


def bill_note(pk, user, quantities, date):
    """From the page of one delivery; the lines say which others are billed with it."""
    return bill_lines(user, quantities, date)


@require_GET
def billing_run(request, pk):
    """What became of each group of a run: the invoice, or the reason."""
    require(can_bill(request.user))
    run = get_object_or_404(BillingRun.objects.select_related("created_by"), pk=pk)
    groups = list(run.groups.select_related("customer", "invoice"))
    context = {
        "title": _("Billing run"),
        "crumbs": [Crumb(_("Deliveries to bill"), reverse("billable-delivery-list")), Crumb(_("Billing run"))],
        "run": run,
        "table": BillingGroupTable(groups, user=request.user),
        "billed": sum(1 for group in groups if group.invoice_id),
        "refused": sum(1 for group in groups if group.reason),
        "amount": sum(group.amount for group in groups),
    }
    return render(request, "orders/billing/run.html", context)


@require_GET
def billing_runs(request):
    """The latest runs."""
    require(can_bill(request.user))
    context = {
        "title": _("Billing runs"),
        "crumbs": [Crumb(_("Deliveries to bill"), reverse("billable-delivery-list")), Crumb(_("Billing runs"))],
        "runs": BillingRun.objects.select_related("created_by").prefetch_related("groups")[:SHOWN_RUNS],
    }
    return render(request, "orders/billing/runs.html", context)
