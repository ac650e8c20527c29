from django.utils.translation import gettext_lazy as _

from contracts.termination.models import ContractTermination
from salesmgmt.core.web.tables import BaseTable, DateColumn, DocumentLinkColumn, PersonColumn, StatusColumn, TextColumn


class TerminationTable(BaseTable):
    sorted_by = ("number", "status")

    number = DocumentLinkColumn(verbose_name=_("Termination"))
    contract = TextColumn(accessor="contract__number", verbose_name=_("Contract"))
    customer = TextColumn(accessor="contract__customer__name", verbose_name=_("Customer"))
    ground = TextColumn()
    status = StatusColumn()
    agreed_on = DateColumn(phone=False)
    terminated_at = DateColumn(phone=False)
    owner = PersonColumn(accessor="contract__customer__owner", verbose_name=_("Responsible rep"), phone=False)

    class Meta:
        model = ContractTermination
        fields = ["number", "contract", "customer", "ground", "status", "agreed_on", "terminated_at", "owner"]
