"""Telephone numbers: half-width digits and signs, however they were typed or imported, so that they are found again."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django import forms
from django.db import models

if TYPE_CHECKING:
    from typing import Any


DASHES = str.maketrans("‐‑‒–—―−", "-------")


def plain_phone(text: str) -> str:
    """０２３－６８８８ ７７７７ -> 023-6888 7777: one width, one kind of dash, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).translate(DASHES).split())


class PhoneFormField(forms.CharField):
    """A text field of a form that gives the number in its plain form."""

    def to_python(self, value: str | None) -> str:
        value = super().to_python(value)
        return plain_phone(value) if value else value

    def widget_attrs(self, widget: Any) -> dict:
        """On a phone the keys of a telephone."""
        return {**super().widget_attrs(widget), "inputmode": "tel"}


class PhoneField(models.CharField):
    """Text that is kept in the plain form of a telephone number, by forms, imports and everything else that writes."""

    def to_python(self, value: str) -> str:
        value = super().to_python(value)
        return plain_phone(value) if value else value

    def pre_save(self, instance: Any, add: bool) -> str:
        value = super().pre_save(instance, add)
        if isinstance(value, str) and value:
            value = plain_phone(value)
            setattr(instance, self.attname, value)
        return value

    def get_prep_value(self, value: str) -> str:
        value = super().get_prep_value(value)
        return plain_phone(value) if isinstance(value, str) and value else value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PhoneFormField, **kwargs})

    def deconstruct(self) -> tuple:
        """To the database it is a CharField: no migration knows the difference."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
