"""Templates of product families as rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.needs.models import NeedsTemplate
from salesmgmt.core.web.tables import BaseTable, BooleanColumn, Column, DateColumn, DocumentLinkColumn, PersonColumn


class NeedsTemplateTable(BaseTable):
    name = DocumentLinkColumn(linkify=lambda record: reverse("needs-template-edit", args=[record.pk]))
    questions = Column(accessor="pk", orderable=False, verbose_name=_("questions"))
    solution_parts = Column(orderable=False)
    is_active = BooleanColumn()
    updated_by = PersonColumn(phone=False)
    updated_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = NeedsTemplate
        fields = ("name", "questions", "solution_parts", "is_active", "updated_by", "updated_at")

    def render_questions(self, record):
        asked = [field for field in record.fields.all() if field.is_active]
        return "、".join(f"{field.label}*" if field.is_required else field.label for field in asked)

    def render_solution_parts(self, record):
        return "、".join(record.parts) or "—"
