from django.utils.translation import gettext_lazy

from orders.dunning.models import CollectionAction
from orders.dunning.querysets import with_last_action
from orders.invoice.models import Invoice
from orders.receivables.filters import CollectionTaskFilters
from orders.receivables.tables import CollectionTaskTable
from salesmgmt.core import calendar
from salesmgmt.core.web.lists import ListPage, Preset


class CollectionTaskList(ListPage):
    """What the rep has to collect: his customers' overdue invoices, oldest first (REC-01)."""

    model = Invoice
    key = "collection-tasks"
    title = gettext_lazy("Collection tasks")
    icon = "phone-call"
    help_text = gettext_lazy("Overdue invoices, the oldest first; the responsible rep collects them.")
    table_class = CollectionTaskTable
    filterset_class = CollectionTaskFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Mine"), "customer__owner=me"),
        Preset(gettext_lazy("Without collection action"), "neglected=true"),
        Preset(gettext_lazy("Disputed"), "disputed=true"),
    )
    empty_title = gettext_lazy("Nothing is overdue")
    empty_text = gettext_lazy("All invoices that fell due have been paid.")

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).overdue(calendar.today()).with_customer()
        return with_last_action(rows, CollectionAction.objects.all())
