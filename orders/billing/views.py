"""The deliveries that wait to be billed."""

from django.utils.translation import gettext_lazy

from orders.billing.entry import bill_delivery, bill_lines, bill_together
from orders.billing.filters import BillableFilters
from orders.billing.permissions import can_bill
from orders.billing.tables import BillableTable
from orders.delivery.models import DeliveryNote
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.lists import BulkAction, ListPage


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
        BulkAction("bill", gettext_lazy("Draft the invoice"), can_bill, bill_delivery, icon="file-plus"),
        BulkAction(
            "together",
            gettext_lazy("One invoice a customer"),
            can_bill,
            bill_together,
            icon="files",
            together=True,
        ),
    )
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
