"""What coaching notes tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.coaching.coaching import TASK
from performance.coaching.models import CoachingNote
from performance.coaching.permissions import reads_notes
from salesmgmt.core import registry
from salesmgmt.core.calendar import today


def register():
    registry.register_document(
        CoachingNote, "CCH", _("Coaching note"), _("Coaching notes"), "messages", "coaching-note-list", search=False
    )
    registry.register_menu("performance", _("Coaching notes"), "coaching-note-list", "messages", reads_notes, 8)
    registry.register_task_kind(
        TASK,
        _("Coaching: look again"),
        "messages",
        by_hand=False,
        how=_("Close the coaching note with what came of it."),
    )
    registry.register_home_card(
        "coaching-due",
        _("Coaching notes to look at again"),
        reads_notes,
        lambda user: CoachingNote.objects.visible_to(user).open().filter(due_on__lte=today()),
        "coaching-note-list?status=open",
        icon="messages",
        tone="warn",
        order=51,
    )
