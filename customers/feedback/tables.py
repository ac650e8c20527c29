from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.feedback.models import ServiceFeedback
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, PersonColumn, QuantityColumn

SCORE_TONES = {5: "good", 4: "good", 3: "warn", 2: "bad", 1: "bad"}


def score_tag(score):
    return format_html('<span class="tag tag-{}">{}</span>', SCORE_TONES[score], score)


class ScoreColumn(Column):
    """1 to 5 as a coloured number."""

    kind = "int"

    def render(self, value, record):
        return score_tag(record.score)


class FeedbackTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    score = ScoreColumn()
    content = Column(width=40)
    channel = Column(shown=False, phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = ServiceFeedback
        fields = ("number", "status", "customer", "about", "score", "content", "given_on", "channel", "owner")


class FeedbackMonthTable(LineTable):
    """Rows are FeedbackRow."""

    label = Column(verbose_name=_("about"))
    count = QuantityColumn(kind="int", verbose_name=_("answers"))
    average = Column(kind="quantity", verbose_name=_("average score"))
    low = QuantityColumn(kind="int", verbose_name=_("scores 1 and 2"))
