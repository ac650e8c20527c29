from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.quality.models import ImprovementAction, ImprovementSuggestion, QualityOpinion
from customers.quality.states import ImprovementActionStatus, QualityOpinionStatus
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    OverdueDaysColumn,
    PersonColumn,
    QuantityColumn,
)

# The statuses in which an opinion or an action waits for somebody.
WAITING = (ImprovementActionStatus.OPEN, QualityOpinionStatus.FORWARDED)


class OpinionTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    product_label = Column(verbose_name=_("product"), order_by="product_name")
    content = Column(width=40)
    department = ShortColumn()
    due_on = OverdueDaysColumn(running=WAITING)
    cause = Column(accessor="cause__name", phone=False, verbose_name=_("root cause"))
    channel = Column(shown=False, phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = QualityOpinion
        fields = (
            "number",
            "status",
            "customer",
            "product_label",
            "content",
            "department",
            "due_on",
            "cause",
            "heard_on",
            "channel",
            "owner",
        )


class ActionTable(BaseTable):
    number = DocumentLinkColumn()
    measure = Column(width=40)
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    department = ShortColumn()
    due_on = OverdueDaysColumn(running=WAITING)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = ImprovementAction
        fields = ("number", "status", "measure", "customer", "department", "due_on", "done_on", "owner")


class ActionLines(BaseTable):
    """The actions of one opinion or feedback, on its page; cards on a phone."""

    number = DocumentLinkColumn()
    due_on = OverdueDaysColumn(running=WAITING)

    class Meta(BaseTable.Meta):
        orderable = False
        model = ImprovementAction
        fields = ("number", "status", "department", "measure", "due_on", "done_on", "result")


class SuggestionTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    product_label = Column(verbose_name=_("product"), order_by="product_name")
    content = Column(width=40)
    annual_quantity = QuantityColumn(kind="int", phone=False)
    wanted_on = DateColumn(phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = ImprovementSuggestion
        fields = (
            "number",
            "status",
            "kind",
            "customer",
            "product_label",
            "content",
            "suggested_on",
            "annual_quantity",
            "wanted_on",
            "owner",
        )


class CauseTable(LineTable):
    """Rows are CauseRow."""

    product = Column(verbose_name=_("product"))
    cause = Column(verbose_name=_("cause"))
    opinions = QuantityColumn(kind="int", verbose_name=_("quality opinions"))
    complaints = QuantityColumn(kind="int", verbose_name=_("complaints"))
    total = QuantityColumn(kind="int", verbose_name=_("Total"))
