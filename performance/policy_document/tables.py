from django.utils.translation import gettext_lazy as _

from performance.policy_document.models import PolicyAcknowledgement, PolicyDocument
from salesmgmt.core.models import User
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class PolicyTable(BaseTable):
    code = DocumentLinkColumn()
    title = Column()
    created_by = PersonColumn(phone=False)
    audited_by = PersonColumn(phone=False)
    approved_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = PolicyDocument
        fields = (
            "code",
            "version",
            "title",
            "status",
            "effective_on",
            "audience",
            "created_by",
            "audited_by",
            "approved_by",
        )


class MissingTable(BaseTable):
    """People who have not acknowledged yet."""

    name = Column()
    superior = PersonColumn()
    roles = Column(verbose_name=_("Roles"), orderable=False, phone=False)

    class Meta(BaseTable.Meta):
        model = User
        fields = ("name", "unit", "superior", "roles")

    def render_roles(self, record):
        return "、".join(str(label) for label in record.role_labels())

    def value_roles(self, value, record):
        return self.render_roles(record)


class AcknowledgementTable(BaseTable):
    person = PersonColumn()
    unit = Column(accessor="person__unit", verbose_name=_("organisational unit"))

    class Meta(BaseTable.Meta):
        model = PolicyAcknowledgement
        fields = ("person", "unit", "at")
