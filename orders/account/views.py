from django.db.models import F, Sum, Window
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.customer.views import CustomerDetail
from customers.evaluation.standing import warning_line_on
from orders.account.models import Account, LedgerEntry
from orders.account.tables import LedgerTable
from salesmgmt.core import calendar, registry
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.lists import TabList


class CustomerAccount(TabList):
    """The ledger, newest first, with the balance after every entry."""

    model = LedgerEntry
    key = "customer-account"
    matrix_key = "invoice"
    title = gettext_lazy("Customer account")
    table_class = LedgerTable
    parent = CustomerDetail
    parent_field = "account__customer"
    page_size = 50
    template_name = "orders/account/tab.html"
    empty_title = gettext_lazy("Nothing booked yet")
    empty_text = gettext_lazy("The account begins with the first posted invoice or confirmed payment.")

    @classmethod
    def base_queryset(cls, user):
        running = Window(Sum("amount"), partition_by=[F("account")], order_by=[F("date").asc(), F("pk").asc()])
        rows = LedgerEntry.objects.filter(account__in=Account.objects.visible_to(user))
        return rows.annotate(running=running).order_by("-date", "-pk")

    @classmethod
    def exportable(cls, queryset, user):
        return (
            queryset.filter(account__in=Account.objects.within(user, "E")) if cls.may_export(user) else queryset.none()
        )

    @classmethod
    def queryset_for(cls, user, querydict):
        pk = as_pk(querydict.get("parent"))
        rows = cls.exportable(cls.base_queryset(user), user)
        return rows.filter(account__customer=pk) if pk else rows.none()

    def summary(self, rows):
        found = registry.fact("customer", "exposure", self.parent_object)
        line = warning_line_on(self.parent_object, calendar.today())
        return [
            *((label, money(amount)) for label, amount in found.lines),
            (_("Outstanding"), money(found.outstanding)),
            *((label, money(amount)) for label, amount in registry.fact("customer", "bad_debts", self.parent_object)),
            (_("Warning line"), money(line.amount) if line else "—"),
        ]
