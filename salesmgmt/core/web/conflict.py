"""Two windows on one document: who saves in the older one does not write over what the newer one has saved."""

import hashlib

from django.utils.translation import gettext as _

from salesmgmt.core import meanwhile
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.templatetags.salesmgmt import colon

FIELD = "seen"


class EditConflict(BusinessError):
    """Somebody else saved in between. ``standing`` is what stands there now, in words."""

    def __init__(self, document, standing=""):
        text = _(
            "This document was changed by somebody else while you were editing. Nothing was saved; what you "
            "typed is still here. Compare it with the present version, then save again to replace it."
        )
        rest = f"{text} {meanwhile.last_act_in_words(document)}".strip()
        super().__init__(f"{rest}\n{standing}".strip())


def seen_of(document, values):
    """What a form that begins with ``values`` of the document has shown of it: when that was last written, and what it
    was. "" where it begins empty."""
    if not values:
        return ""
    written = getattr(document, "updated_at", None)
    content = repr(sorted((name, str(value)) for name, value in values.items()))
    return f"{written.isoformat() if written else ''}/{hashlib.sha256(content.encode()).hexdigest()}"


def is_older(seen, now):
    """Has what the form began with changed since? Other fields of the document may have, and a proposed day is another
    one after midnight: only where both the document was written and these values are others."""
    written, _slash, content = seen.partition("/")
    written_now, _slash, content_now = now.partition("/")
    return content != content_now and (written != written_now or not written_now)


def standing_words(form, values):
    """``cause: a worn tool`` of each field that holds something else now than what was typed here, a line each."""
    rows = []
    for name, value in values.items():
        field = form.fields.get(name)
        # Rows that are chosen are told by the history; which of them this person may see the field knows, not we.
        if field is None or hasattr(field, "queryset") or _same(value, form.cleaned_data.get(name)):
            continue
        rows.append(f"{form[name].label}{colon()}{_in_words(field, value)}")
    return "\n".join([_("What stands there now:"), *rows]) if rows else ""


def _same(value, typed):
    return str("" if value is None else value) == str("" if typed is None else typed)


def _in_words(field, value):
    if value in (None, ""):
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return dict(getattr(field, "choices", ())).get(value, value)
