"""The templates of product families: what a company starts with, and how they are changed (OPP-01, OPP-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.needs.models import NeedsField, NeedsTemplate
from customers.needs.permissions import can_change_templates
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import User

# Company data, printed on its papers. name, generic, parts of the solution, (label, kind, unit, mandatory)
FIRST_TEMPLATES = (
    (
        "活动板房",
        False,
        "设计方案\n配置清单\n施工方案",
        (
            ("规格", "text", "", True),
            ("材质", "text", "", True),
            ("用途", "text", "", True),
            ("预算", "money", "", True),
            ("数量", "number", "套", False),
            ("需求日期", "date", "", False),
            ("现场条件", "long", "", False),
        ),
    ),
    (
        "通用",
        True,
        "",
        (
            ("产品", "text", "", True),
            ("规格", "long", "", False),
            ("材质", "text", "", False),
            ("用途", "text", "", False),
            ("数量", "number", "", False),
            ("质量与技术要求", "long", "", False),
            ("预算", "money", "", False),
            ("需求日期", "date", "", False),
            ("现用供应商", "text", "", False),
        ),
    ),
)
FIELD = ("label", "kind", "unit", "is_required")


def load_templates(get_model: Callable) -> None:
    """The templates of the policies (001 三(一)3) and a generic one, where there are none yet."""
    template_model, field_model = get_model("NeedsTemplate"), get_model("NeedsField")
    for name, is_generic, parts, questions in FIRST_TEMPLATES:
        template, is_new = template_model.objects.get_or_create(
            name=name, defaults={"is_generic": is_generic, "solution_parts": parts}
        )
        if is_new:
            field_model.objects.bulk_create(
                field_model(template=template, position=position, **dict(zip(FIELD, row, strict=True)))
                for position, row in enumerate(questions, 1)
            )


@transaction.atomic
def create_template(user: User, lines: list, **fields: Any) -> NeedsTemplate:
    require(can_change_templates(user))
    template = NeedsTemplate.objects.create(updated_by=user, **fields)
    _write_questions(template, lines)
    audit.record(template, user, gettext_noop("Created"))
    return template


@transaction.atomic
def update_template(pk: int, user: User, lines: list, **fields: Any) -> NeedsTemplate:
    """Change the questions for surveys to come; a question answered once stays with its answers, asked no more."""
    template = lock(NeedsTemplate, pk)
    require(can_change_templates(user))
    if template.is_generic and not fields.get("is_active", True):
        raise BusinessError(_("The generic template stays in use: it is for customers no family fits."))
    before = audit.field_values(template)
    for name, value in fields.items():
        setattr(template, name, value)
    template.updated_by = user
    template.save(update_fields=[*fields, "updated_by", "updated_at"])
    _write_questions(template, lines)
    changes = audit.differences(before, audit.field_values(template))
    changes.pop("updated_by", None)
    audit.record(template, user, gettext_noop("Edited"), changes=changes)
    return template


def _write_questions(template: NeedsTemplate, lines: list) -> None:
    labels = [line["label"].strip() for line in lines]
    if len(set(labels)) != len(labels):
        raise BusinessError(_("Two questions have the same words."))
    kept = []
    for position, line in enumerate(lines, 1):
        values = {name: line[name] for name in FIELD if name in line}
        field = line.get("id") or NeedsField(template=template)
        for name, value in {**values, "position": position, "is_active": True}.items():
            setattr(field, name, value)
        field.save()
        kept.append(field.pk)
    gone = template.fields.exclude(pk__in=kept)
    gone.filter(answers__isnull=True).delete()
    gone.update(is_active=False)
