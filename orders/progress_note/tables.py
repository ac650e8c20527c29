from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from orders.order.models import Order
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class NotInformedTable(BaseTable):
    sorted_by = ("number",)

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    news = Column(accessor="news_at", verbose_name=_("what changed"), orderable=False)
    news_at = DateColumn(kind="datetime", verbose_name=pgettext_lazy("order", "changed at"), orderable=False)
    told_at = DateColumn(kind="datetime", verbose_name=_("last told"), orderable=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))

    class Meta(BaseTable.Meta):
        model = Order
        fields = ("number", "status", "customer", "news", "news_at", "told_at", "owner")

    def render_news(self, value, record):
        return news_words(record)

    value_news = render_news


def news_words(order):
    """The last thing that happened: the goods left, another date was promised, or the new status of the order."""
    if order.left_at is not None and order.left_at == order.news_at:
        return pgettext("goods", "Shipped")
    if order.promised_at is not None and order.promised_at == order.news_at:
        return gettext("Another date promised")
    return str(dict(Order.Status.choices).get(order.news_status, ""))
