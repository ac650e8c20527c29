"""The list of copies: who has one, and who has not acknowledged it."""

from django.utils.translation import gettext_lazy as _

from contracts.copy.filters import CopyFilter
from contracts.copy.models import ContractCopy
from contracts.copy.tables import CopyTable
from salesmgmt.core.web.lists import ListPage, Preset


class CopyList(ListPage):
    model = ContractCopy
    table_class = CopyTable
    filterset_class = CopyFilter
    matrix_key, key = "contract", "contract-copies"
    title = _("Contract copies")
    icon = "copy"
    presets = (
        Preset(_("All"), ""),
        Preset(_("For me to acknowledge"), "mine=true"),
        Preset(_("Not acknowledged"), "waiting=true"),
    )
    empty_title = _("No copies yet")
    empty_text = _("Sales and finance receive a copy when a contract takes effect.")

    @classmethod
    def base_queryset(cls, user):
        return (
            super()
            .base_queryset(user)
            .select_related("contract__customer", "acknowledged_by")
            .order_by("-sent_at", "-pk")
        )

    @classmethod
    def may_export(cls, user):
        return False
