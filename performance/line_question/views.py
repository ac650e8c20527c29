"""The list of disputed and held commission lines; one of them is dealt with on the page of its statement."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.commission.models import LineQuestion
from performance.commission.states import QuestionKind
from performance.line_question.filters import QuestionFilters
from performance.line_question.tables import QuestionTable
from salesmgmt.core.web.lists import ListPage, Preset


class QuestionList(ListPage):
    model = LineQuestion
    key = "line-questions"
    matrix_key = "commission"
    title = _("Disputed and held lines")
    table_class = QuestionTable
    filterset_class = QuestionFilters
    opens_on = "open=true"
    presets = (
        Preset(pgettext_lazy("commission line", "To be decided"), "open=true"),
        Preset(pgettext_lazy("commission line", "Held back"), f"open=true&kind={QuestionKind.HELD}"),
        Preset(pgettext_lazy("commission line", "Decided"), "open=false"),
        Preset(_("All"), ""),
    )
    empty_title = _("No line is disputed or held back")
    empty_text = _(
        "On the page of a commission statement its person disputes a line; finance and managers hold one back."
    )

    @classmethod
    def base_queryset(cls, user):
        rows = LineQuestion.objects.visible_to(user)
        return rows.select_related("statement__person", "by", "decided_by")
