from contracts.template.models import ContractTemplate
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class TemplateFilter(BaseFilterSet):
    status = StatusFilter(ContractTemplate.Status)

    class Meta:
        model = ContractTemplate
        fields = ["status"]
        search = ("name",)
