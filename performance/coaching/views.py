"""Pages of coaching notes (TEAM-06)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.coaching.coaching import close_note, update_note, write_note
from performance.coaching.filters import CoachingNoteFilters
from performance.coaching.forms import CoachingNoteForm, OutcomeForm
from performance.coaching.models import CoachingNote
from performance.coaching.permissions import can_close_note, can_edit_note
from performance.coaching.states import CoachingNoteStatus
from performance.coaching.tables import CoachingNoteTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class CoachingNoteList(ListPage):
    model = CoachingNote
    table_class = CoachingNoteTable
    filterset_class = CoachingNoteFilters
    create_url = "coaching-note-create"
    presets = (
        Preset(_("All"), ""),
        Preset(pgettext_lazy("coaching", "Agreed"), f"status={CoachingNoteStatus.OPEN}"),
    )
    empty_title = _("No coaching notes yet")
    empty_text = _("A superior notes what he found with one of his people, and what they agreed.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("rep", "created_by")


class CoachingNoteDetail(DetailPage):
    model = CoachingNote
    related = ("rep__unit", "created_by")
    actions = (
        Action(
            "close",
            pgettext_lazy("coaching", "Solved"),
            can_close_note,
            close_note,
            form=OutcomeForm,
            to=CoachingNoteStatus.SOLVED,
            style="success",
            icon="circle-check",
        ),
    )

    def title(self, obj):
        return f"{obj.rep} · {obj.get_topic_display()}"

    def can_edit(self, user, obj):
        return can_edit_note(user, obj)

    def facts(self, obj):
        return [
            (_("Representative"), obj.rep),
            (pgettext_lazy("coaching", "Written by"), obj.created_by),
            (pgettext_lazy("coaching", "Talked on"), obj.held_on),
            (pgettext_lazy("coaching", "To be looked at again on"), obj.due_on),
            Fact(pgettext_lazy("coaching", "What was found"), obj.problem, wide=True),
            Fact(pgettext_lazy("coaching", "What was agreed"), obj.measure, wide=True),
            *([Fact(pgettext_lazy("coaching", "What came of it"), obj.outcome, wide=True)] if obj.outcome else []),
        ]


class CoachingNoteCreate(CreatePage):
    model = CoachingNote
    form_class = CoachingNoteForm
    create = write_note


class CoachingNoteEdit(EditPage):
    model = CoachingNote
    form_class = CoachingNoteForm
    update = update_note
    may_edit = can_edit_note
