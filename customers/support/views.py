"""The questions of feasibility, as departments and the sales side see them (OPP-03)."""

from django.utils.translation import gettext_lazy as _

from customers.support.filters import SupportFilters
from customers.support.models import DEPARTMENT_ROLES, SupportRequest
from customers.support.tables import SupportTable
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because
from salesmgmt.core.web.lists import ListPage, Preset


@because(_("Requests for support are read by sales and by the departments that are asked."))
def sees_support(user):
    return may_at_all(user, "opportunity", "R") or user.has_role(*DEPARTMENT_ROLES)


class SupportList(ListPage):
    model = SupportRequest
    table_class = SupportTable
    filterset_class = SupportFilters
    key = "support-request"
    title = _("Feasibility questions")
    help_text = _("Complex projects on which departments give their word before a quote is sent.")
    presets = (
        Preset(_("Asked"), "status=asked"),
        Preset(_("Feasible"), "status=feasible"),
        Preset(_("Not feasible"), "status=not_feasible"),
        Preset(_("All"), ""),
    )
    empty_title = _("No questions")
    empty_text = _("Sales asks here when a complex project needs the word of a department.")

    @classmethod
    def may_open(cls, user):
        return sees_support(user)

    @classmethod
    def may_export(cls, user):
        return False

    @classmethod
    def base_queryset(cls, user):
        rows = SupportRequest.objects.visible_to(user)
        return rows.select_related("opportunity", "asked_by", "answered_by")
