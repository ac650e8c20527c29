"""Texts that the office keeps in the settings and people choose in their forms, such as payment terms (SET-63)."""

import json

from django.utils.translation import gettext as _

from salesmgmt.core.domain.settings import policy


def blocks_of(setting):
    """The texts of a setting of kind ``lines``; [] where it is empty."""
    return (getattr(policy(), setting) or "").splitlines()


def offer_texts(form, begins=False, **settings):
    """Offer the texts of ``{field: setting}`` below the fields; with ``begins`` a new form starts with the first."""
    for name, setting in settings.items():
        field, blocks = form.fields.get(name), blocks_of(setting)
        if field is None or not blocks:
            continue
        field.widget.attrs |= {
            "data-texts": json.dumps(blocks, ensure_ascii=False),
            "data-texts-label": _("Insert a common text …"),
        }
        if begins and not form.initial.get(name):
            form.initial[name] = blocks[0]
