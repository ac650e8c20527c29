"""Versions of the evaluation scheme as rows."""

from customers.scheme.models import EvaluationScheme
from salesmgmt.core.web.tables import BaseTable, DocumentLinkColumn, PersonColumn


class SchemeTable(BaseTable):
    version = DocumentLinkColumn()
    created_by = PersonColumn()

    def render_version(self, value):
        return f"v{value}"

    class Meta(BaseTable.Meta):
        model = EvaluationScheme
        fields = ("version", "name", "valid_from", "created_by", "created_at", "remark")
