from django.utils.translation import gettext_lazy as _

from contracts.clause.models import LibraryClause
from salesmgmt.core.web.tables import (
    BaseTable,
    DateColumn,
    DocumentLinkColumn,
    PersonColumn,
    StatusColumn,
    TextColumn,
)


class ClauseTable(BaseTable):
    number = DocumentLinkColumn(verbose_name=_("Clause"))
    field = TextColumn()
    name = TextColumn()
    version = TextColumn(kind="int")
    status = StatusColumn()
    approved_on = DateColumn(phone=False)
    created_by = PersonColumn(phone=False)

    class Meta:
        model = LibraryClause
        fields = ["number", "field", "name", "version", "status", "approved_on", "created_by"]
