from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salesmgmt.core.templatetags.salesmgmt import percent
from salesmgmt.core.web.tables import BaseTable, Column


class FigureColumn(Column):
    """A figure at the right."""

    def css(self):
        return f"{super().css()} num text-nowrap"


class AnswerTable(BaseTable):
    """The rows of an answer, the whole as the last."""

    label = Column(verbose_name=pgettext_lazy("analysis", "split"), orderable=False)
    value = FigureColumn(verbose_name=pgettext_lazy("analysis", "figure"), orderable=False, empty_values=())
    part = FigureColumn(verbose_name=pgettext_lazy("analysis", "share"), orderable=False, phone=False, empty_values=())
    previous = FigureColumn(verbose_name=pgettext_lazy("analysis", "period before"), orderable=False, empty_values=())
    change = FigureColumn(verbose_name=pgettext_lazy("analysis", "change"), orderable=False, empty_values=())
    difference = FigureColumn(
        verbose_name=pgettext_lazy("analysis", "difference"), orderable=False, phone=False, empty_values=()
    )
    earlier = FigureColumn(verbose_name=_("a year before"), orderable=False, empty_values=())
    change_on_year = FigureColumn(
        verbose_name=pgettext_lazy("analysis", "change on year"), orderable=False, empty_values=()
    )

    class Meta(BaseTable.Meta):
        fields = ("label", "value", "part", "previous", "change", "difference", "earlier", "change_on_year")

    def __init__(self, *args, measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.measure = measure
        if not measure.adds_up:
            self.columns.hide("part")

    def render_label(self, value, record):
        return format_html("<b>{}</b>", value) if record.key is None and not record.rows else value

    def render_value(self, value, record):
        text = self.measure.text(value)
        return format_html('<a href="{}">{}</a>', record.rows, text) if record.rows else text

    def render_previous(self, value):
        return self.measure.text(value)

    def render_earlier(self, value):
        return self.measure.text(value)

    def render_difference(self, value):
        return self.measure.text(value)

    def render_part(self, value):
        return percent(value)

    def render_change(self, value):
        return self._signed(value)

    def render_change_on_year(self, value):
        return self._signed(value)

    @staticmethod
    def _signed(value):
        if value is None:
            return _("n/a")
        return f"{'▲' if value > 0 else '▼' if value < 0 else '='} {percent(value)}"
