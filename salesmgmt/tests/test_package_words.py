"""What Django and its packages say to people is translated, whatever an update changes in their words."""

import ast
from pathlib import Path

import axes
import django
import django_filters
import django_tables2
import pytest
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils import translation

DJANGO = Path(django.__file__).parent
# What reaches a page of ours: errors of forms, fields, models and validators, passwords, times in words.
SHOWN = [
    *(
        DJANGO / part
        for part in (
            "forms",
            "core/validators.py",
            "core/files",
            "contrib/auth/password_validation.py",
            "contrib/auth/forms.py",
            "contrib/auth/validators.py",
            "contrib/auth/views.py",
            "contrib/postgres",
            "db/models",
            "utils",
            "views/csrf.py",
            "views/defaults.py",
        )
    ),
    Path(axes.__file__).parent,
    Path(django_filters.__file__).parent,
    Path(django_tables2.__file__).parent,
]
# Pages of the Django admin, which is not installed, and tables that no page shows.
NOT_SHOWN = {"axes/admin.py", "axes/models.py", "axes/apps.py"}
# The same in every language we speak.
SAME = {":?.!", ":", ", ", "IPv4", "IPv6", "URL", "a.m.", "AM", "p.m.", "PM", "UUID", "JSON", "%(truncated_text)s…"}
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
BOTH = {"npgettext", "npgettext_lazy"}


def calls(path):
    """``(name of the function, its texts)`` of every call that translates."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            yield node.func.id, texts


def texts_of(path):
    """``(context, text, plural)`` of what a file lets translate."""
    for name, texts in calls(path):
        if name in SINGLE and texts:
            yield None, texts[0], None
        elif name in PLURAL and len(texts) > 1:
            yield None, texts[0], texts[1]
        elif name in CONTEXT and len(texts) > 1:
            yield texts[0], texts[1], None
        elif name in BOTH and len(texts) > 2:
            yield texts[0], texts[1], texts[2]


def in_words(context, text, plural):
    if plural:
        return translation.npgettext(context, text, plural, 2) if context else translation.ngettext(text, plural, 2)
    return translation.pgettext(context, text) if context else translation.gettext(text)


def files():
    for root in SHOWN:
        for path in [root] if root.is_file() else sorted(root.rglob("*.py")):
            name = "/".join(path.parts[-2:])
            if name not in NOT_SHOWN and not {"migrations", "tests", "management"} & set(path.parts):
                yield path


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_every_text_of_a_package_has_a_translation(language):
    found = {text for path in files() for text in texts_of(path)}
    assert len(found) > 250  # else the test reads something else than it thinks
    with translation.override(language):
        missing = {text for text in found if text[1] not in SAME and in_words(*text) in text}
    assert missing == set()


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "密码太短，至少需要 8 个字符。"), ("zh-hant", "密碼太短，至少需要 8 個字符。")]
)
def test_a_short_password_is_refused_in_chinese(language, words):
    with translation.override(language), pytest.raises(ValidationError, match=words):
        MinimumLengthValidator(8).validate("abc")
