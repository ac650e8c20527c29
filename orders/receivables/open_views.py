"""The open items of any day: the rows behind a figure of a day that has passed."""

from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.customer.models import Customer
from orders.invoice.ageing import buckets
from orders.invoice.models import Invoice
from orders.receivables.ageing import ageing_total
from orders.receivables.filters import OpenItemFilters, day_of
from orders.receivables.tables import OpenThenTable
from salesmgmt.core import calendar
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.lists import ListPage


@method_decorator(from_replica, name="get")
class OpenItems(ListPage):
    """What was open at the end of a day, invoice by invoice, with what was open of it then (REC-12)."""

    model = Invoice
    key = "open-items"
    matrix_key = "invoice"
    title = gettext_lazy("Open items")
    icon = "list-details"
    help_text = gettext_lazy(
        "What was billed by that day, less what was set against it by then. Credit notes are left out."
    )
    table_class = OpenThenTable
    filterset_class = OpenItemFilters
    page_size = 50
    empty_title = gettext_lazy("Nothing was open")

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        day = day_of(querydict)
        mine = cls.base_queryset(user) if queryset is None else queryset
        rows = mine.bills_open() if day >= calendar.today() else mine.bills_open_at(day)
        return cls.filterset_class(querydict, rows.with_customer(), user=user)

    @classmethod
    def _table(cls, rows, user, querydict, **kwargs):
        table = super()._table(rows, user, querydict, **kwargs)
        table.as_of = day_of(querydict)
        return table

    def get_title(self):
        day = day_of(self.request.GET).isoformat()
        pk = as_pk(self.request.GET.get("customer"))
        customer = Customer.objects.visible_to(self.request.user).filter(pk=pk).first() if pk else None
        if customer is not None:
            return _("Open items of %(customer)s on %(day)s") % {"customer": customer, "day": day}
        return _("Open items on %(day)s") % {"day": day}

    def summary(self, rows):
        day = day_of(self.request.GET)
        mine = self.filterset_class(self.request.GET, self.base_queryset(self.request.user), user=self.request.user).qs
        found = ageing_total(mine, day)
        return [
            (_("Open invoices"), money(found["open"])),
            (_("Overdue"), money(found["overdue"])),
            *((bucket.label, money(found[bucket.name])) for bucket in buckets() if found[bucket.name]),
        ]
