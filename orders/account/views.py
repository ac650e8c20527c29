from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.customer.views import CustomerDetail
from customers.evaluation.standing import warning_line_on
from orders.account.filters import LedgerFilters
from orders.account.models import Account, LedgerEntry
from orders.account.querysets import or_zero, total
from orders.account.tables import LedgerTable
from salesmgmt.core import calendar, registry
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.lists import TabList


def first_of_year():
    """From the first day of the year a statement is proposed."""
    return calendar.today().replace(month=1, day=1)


def running_balance():
    """The balance of the whole account after each entry, whatever the list is filtered by: that of now less what was
    booked after it, which is little for the newest, and those stand first."""
    after = LedgerEntry.objects.filter(
        Q(date__gt=OuterRef("date")) | Q(date=OuterRef("date"), pk__gt=OuterRef("pk")),
        account=OuterRef("account"),
        date__gte=OuterRef("date"),
    )
    return F("account__balance") - or_zero(after.order_by().values("account").annotate(sum=total("amount")))


class CustomerAccount(TabList):
    """The ledger, newest first, with the balance after every entry."""

    model = LedgerEntry
    key = "customer-account"
    matrix_key = "invoice"
    title = gettext_lazy("Customer account")
    table_class = LedgerTable
    filterset_class = LedgerFilters
    parent = CustomerDetail
    parent_field = "account__customer"
    page_size = 50
    template_name = "orders/account/tab.html"
    empty_title = gettext_lazy("Nothing booked yet")
    empty_text = gettext_lazy("The account begins with the first posted invoice or confirmed payment.")

    @classmethod
    def base_queryset(cls, user):
        rows = LedgerEntry.objects.filter(account__in=Account.objects.visible_to(user))
        return rows.select_related("account").annotate(running=running_balance()).order_by("-date", "-pk")

    @classmethod
    def exportable(cls, queryset, user):
        return (
            queryset.filter(account__in=Account.objects.within(user, "E")) if cls.may_export(user) else queryset.none()
        )

    @classmethod
    def queryset_for(cls, user, querydict):
        pk = as_pk(querydict.get("parent"))
        rows = cls.exportable(cls.base_queryset(user), user)
        mine = rows.filter(account__customer=pk) if pk else rows.none()
        return cls.filterset(user, querydict, mine).qs

    def get_context_data(self, **extra):
        """The open items stand first, as one reads an account; then every movement."""
        customer, user = self.parent_object, self.request.user
        items = registry.fact("customer", "open_items", customer)
        first, context = first_of_year(), super().get_context_data(**extra)
        for row in context["page"].object_list[:1]:
            # The customer knows his account by it, and nobody asks for it again.
            row.record.account.customer = customer
        return {
            **context,
            "open_count": registry.fact("customer", "exposure_shown", customer).open_items,
            "open_items": items,
            "period": (first, calendar.today()),
            "sees_prices": sees_prices(user),
            "layout": registry.fact("customer", "statement_layout", customer),
        }

    def summary(self, rows):
        pk = self.parent_object.pk
        found = registry.fact("customer", "exposure_shown", self.parent_object)
        line = warning_line_on(self.parent_object, calendar.today())
        return [
            *((label, money(amount), _rows_of(pk, place)) for place, (label, amount) in enumerate(found.lines)),
            (_("Outstanding"), money(found.outstanding)),
            *(
                (label, money(amount), reverse("customer-doubtful", args=[pk]))
                for label, amount in registry.fact("customer", "bad_debts", self.parent_object)
            ),
            (_("Warning line"), money(line.amount) if line else "—"),
        ]


def _rows_of(pk, place):
    """The rows behind a line of the exposure: invoices not due, overdue ones, and what lies free."""
    if place > 1:
        return reverse("customer-free-money", args=[pk])
    return reverse("customer-invoices", args=[pk]) + ("?overdue=true" if place else "?not_due=true")
