"""Texts that the office keeps in the settings and people choose in their forms, such as payment terms (SET-63)."""

import json

from django.utils.translation import gettext as _


def offer_texts(form, begins=False, **texts):
    """Offer the lines of ``{field: text}`` below the fields; with ``begins`` a new form starts with the first of each.

    ``text`` is the value of a setting of kind ``lines``: every line a text of its own, None where there is none; or a list
    of texts, each of which may have several lines.
    """
    for name, text in texts.items():
        field = form.fields.get(name)
        lines = list(text) if isinstance(text, list | tuple) else (text or "").splitlines()
        if field is None or not lines:
            continue
        field.widget.attrs |= {
            "data-texts": json.dumps(lines, ensure_ascii=False),
            "data-texts-label": _("Insert a common text …"),
        }
        if begins and not form.initial.get(name):
            form.initial[name] = lines[0]
