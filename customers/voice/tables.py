from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.web.status import status_tone
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn


class SourceColumn(Column):
    """The document something stands in, linked: the title of the card on a phone."""

    def css(self):
        return "col-title"


class StateColumn(Column):
    def css(self):
        return "col-status"


class VoiceTable(BaseTable):
    """What a customer said, wherever it was written down: rows are customers.voice.said.Said."""

    day = DateColumn(verbose_name=_("date"))
    document = SourceColumn(verbose_name=_("source document"))
    about = Column(verbose_name=_("about"))
    text = Column(verbose_name=_("what was said"))
    score = Column(verbose_name=_("score"), kind="int")
    state = StateColumn(verbose_name=_("status"))

    class Meta(BaseTable.Meta):
        orderable = False

    def render_document(self, value, record):
        return format_html('<a href="{}" class="text-nowrap">{}</a>', record.address, value)

    def render_state(self, value, record):
        return format_html('<span class="tag tag-{}">{}</span>', status_tone(record.status), value)
