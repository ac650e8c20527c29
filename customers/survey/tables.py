"""Surveys, invitations and results as rows."""

from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.feedback.tables import ScoreColumn
from customers.survey.models import SatisfactionSurvey, SurveyAnswer, SurveyInvitation
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    PersonColumn,
    QuantityColumn,
)


class SurveyTable(BaseTable):
    name = DocumentLinkColumn()
    number = ShortColumn(phone=False)
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = SatisfactionSurvey
        fields = ("name", "number", "status", "opens_on", "closes_on", "created_by")


class InvitationTable(BaseTable):
    customer = DocumentLinkColumn(accessor="customer__name", verbose_name=_("customer"))
    average = Column(kind="quantity", verbose_name=_("average score"))
    comment = Column(width=40)
    contact = Column(accessor="contact", verbose_name=_("contact"), phone=False)
    sent_at = DateColumn(kind="datetime", phone=False)
    answered_at = DateColumn(kind="datetime", phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = SurveyInvitation
        fields = ("customer", "status", "average", "comment", "contact", "sent_at", "answered_at", "owner")

    def render_average(self, value):
        return f"{value:.2f}"


class QuestionColumn(Column):
    """The title of the card on a phone."""

    def css(self):
        return "col-title"


class QuestionTable(BaseTable):
    """Results: rows are QuestionRow."""

    text = QuestionColumn(verbose_name=_("question"))
    count = QuantityColumn(accessor="satisfaction__count", kind="int", verbose_name=_("answers"))
    average = Column(accessor="satisfaction__average", kind="quantity", verbose_name=_("average score"))
    percent = Column(accessor="satisfaction__percent", kind="percent", verbose_name=_("satisfaction"))
    low = QuantityColumn(kind="int", verbose_name=_("scores 1 and 2"))

    class Meta(BaseTable.Meta):
        orderable = False

    def render_percent(self, value):
        return f"{value} %"


class RoundTable(BaseTable):
    """Rounds compared: rows are RoundRow."""

    survey = DocumentLinkColumn(accessor="survey", verbose_name=_("satisfaction survey"))
    invited = QuantityColumn(kind="int", verbose_name=_("invited"))
    answered = QuantityColumn(kind="int", verbose_name=_("answered"))
    average = Column(accessor="satisfaction__average", kind="quantity", verbose_name=_("average score"))
    percent = Column(accessor="satisfaction__percent", kind="percent", verbose_name=_("satisfaction"))

    class Meta(BaseTable.Meta):
        orderable = False

    def render_survey(self, value):
        return value.name

    def render_percent(self, value):
        return f"{value} %"


class AnswerTable(LineTable):
    """One customer's answers."""

    question = Column()
    score = ScoreColumn()

    class Meta(LineTable.Meta):
        model = SurveyAnswer
        fields = ("question", "score")
