from django.utils.html import format_html
from django.utils.translation import gettext as _

from performance.annual_review.models import AnnualReview, AnnualReviewLine
from salesmgmt.core.web.tables import BaseTable, BooleanColumn, Column, DocumentLinkColumn, LineTable, MoneyColumn


class AnnualReviewTable(BaseTable):
    number = DocumentLinkColumn()
    year = Column()
    all_met = BooleanColumn()

    class Meta(BaseTable.Meta):
        model = AnnualReview
        fields = ("number", "status", "year", "all_met", "computed_at", "confirmed_on")

    def render_year(self, value):
        return str(value)


class IndicatorTable(LineTable):
    amount = MoneyColumn(phone=False)
    base = MoneyColumn(phone=False)
    value = Column()
    limit = Column()
    is_met = Column()
    expected = Column(phone=False)
    detail = Column(phone=False)

    class Meta(LineTable.Meta):
        model = AnnualReviewLine
        fields = ("indicator", "amount", "base", "value", "limit", "is_met", "expected", "detail")

    def render_value(self, value, record):
        return record.text(value)

    def render_expected(self, value, record):
        return record.text(value)

    def render_limit(self, value, record):
        return record.text(value)

    def render_is_met(self, value, record):
        tone, words = ("good", _("met")) if value else ("bad", _("not met"))
        return format_html('<span class="tag tag-{}">{}</span>', tone, words)
