from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.account.models import Account
from orders.dunning.letter import reason_of
from orders.dunning.models import CollectionAction, DunnedItem, DunningLetter
from orders.dunning.rules import name_of_level, steps_of
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
)


class DunningLetterTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = DunningLetter
        fields = ("number", "status", "customer", "level", "total", "deadline", "sent_on", "sending", "owner")


class DunnedItemTable(LineTable):
    invoice = Column(
        accessor="invoice__number",
        linkify=lambda record: record.invoice.get_absolute_url(),
        verbose_name=gettext_lazy("invoice"),
    )
    due = DateColumn(accessor="invoice__due_date", verbose_name=gettext_lazy("payment due on"))

    class Meta(BaseTable.Meta):
        model = DunnedItem
        fields = ("invoice", "due", "days", "open_amount")


class CollectionActionTable(BaseTable):
    """What was done, the newest first."""

    date = DateColumn(linkify=lambda record: record.letter.get_absolute_url() if record.letter_id else None)
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    created_by = PersonColumn(verbose_name=gettext_lazy("recorded by"), phone=False)

    class Meta(BaseTable.Meta):
        model = CollectionAction
        fields = (
            "date",
            "customer",
            "way",
            "spoke_with",
            "cause",
            "measure",
            "promised_on",
            "promised_amount",
            "created_by",
        )


def _overdue_items(record):
    """What a letter would ask for, among the collection tasks."""
    return f"{reverse('collection-task-list')}?customer={record.customer_id}&disputed=false&promised=false"


def _promised_items(record):
    return f"{reverse('collection-task-list')}?customer={record.customer_id}&disputed=false&promised=true"


def _disputed_items(record):
    return f"{reverse('customer-invoices', args=[record.customer_id])}?overdue=true&disputed=true"


def _free_money(record):
    return reverse("customer-free-money", args=[record.customer_id])


class DunningRunTable(BaseTable):
    """Who would get which letter today, and why somebody gets none."""

    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    owed = MoneyColumn(verbose_name=gettext_lazy("to be asked for"), linkify=_overdue_items)
    items = Column(kind="int", verbose_name=pgettext_lazy("dunning", "items"))
    in_dispute = MoneyColumn(verbose_name=gettext_lazy("in dispute, left out"), linkify=_disputed_items, phone=False)
    in_promise = MoneyColumn(verbose_name=gettext_lazy("promised, left out"), linkify=_promised_items, phone=False)
    free = MoneyColumn(verbose_name=gettext_lazy("not allocated"), linkify=_free_money, phone=False)
    oldest = DateColumn(verbose_name=gettext_lazy("oldest due date"))
    level = Column(verbose_name=pgettext_lazy("dunning", "level"))
    last_sent = DateColumn(verbose_name=gettext_lazy("last letter"), shown=False)
    promised = DateColumn(verbose_name=gettext_lazy("payment promised for"))
    may_go = BooleanColumn(verbose_name=gettext_lazy("letter due"), shown=False)
    # Says of each whether a letter is due, and why none is.
    reason = Column(empty_values=(), orderable=False, verbose_name=gettext_lazy("letter, or why none"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = Account
        fields = ()
        sequence = (
            "customer",
            "owed",
            "items",
            "oldest",
            "in_dispute",
            "in_promise",
            "free",
            "level",
            "may_go",
            "reason",
            "last_sent",
            "promised",
            "owner",
        )
        order_by = ("oldest",)

    def render_level(self, value):
        return f"{value} {name_of_level(value, len(steps_of(policy().dunning_steps)))}" if value else "—"

    def value_reason(self, value, record):
        return reason_of(record)

    def render_reason(self, record):
        return self.value_reason(None, record) or _("Letter due")
