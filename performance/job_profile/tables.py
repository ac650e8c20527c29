from performance.job_profile.models import JobProfile
from salesmgmt.core.web.tables import BaseTable, DateColumn, DocumentLinkColumn, PersonColumn


class ProfileTable(BaseTable):
    name = DocumentLinkColumn()
    written_by = PersonColumn(phone=False)
    updated_at = DateColumn()

    class Meta(BaseTable.Meta):
        model = JobProfile
        fields = ("name", "written_by", "updated_at")
