"""Deviations, and the list of contracts at risk."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from contracts.contract.models import Contract
from contracts.contract.views import ContractDetail
from contracts.monitoring.filters import DeviationFilter, RiskFilter
from contracts.monitoring.forms import CorrectionForm, ResultForm
from contracts.monitoring.models import Deviation
from contracts.monitoring.permissions import can_edit_deviation
from contracts.monitoring.risks import at_risk
from contracts.monitoring.states import DeviationStatus
from contracts.monitoring.tables import DeviationTable, RiskTable
from contracts.monitoring.watching import close_deviation, correct_deviation
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class DeviationList(ListPage):
    model = Deviation
    table_class = DeviationTable
    filterset_class = DeviationFilter
    matrix_key, key = "contract", "contract-deviations"
    title = gettext_lazy("Deviations from contracts")
    icon = "alert-triangle"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Not closed"), f"status={DeviationStatus.OPEN}&status={DeviationStatus.CORRECTING}"),
    )
    empty_title = gettext_lazy("No deviations")
    empty_text = gettext_lazy("They are reported on the page of a contract.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("contract__customer__owner")

    @classmethod
    def may_export(cls, user):
        return False


class ContractDeviations(TabList):
    """The deviations of one contract, on its page."""

    model, table_class, filterset_class = Deviation, DeviationTable, DeviationFilter
    matrix_key, key = "contract", "contract-deviation-tab"
    title = gettext_lazy("Deviations")
    parent, parent_field = ContractDetail, "contract"
    create_url = None
    empty_title = gettext_lazy("No deviations")
    empty_text = gettext_lazy("They are reported on the page of a contract.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("contract__customer__owner")


class DeviationDetail(DetailPage):
    model = Deviation
    related = ("contract__customer__owner", "created_by")
    edit_url = None
    actions = (
        Action(
            "correct",
            gettext_lazy("Cause and corrective action"),
            can_edit_deviation,
            correct_deviation,
            form=CorrectionForm,
            initial=lambda user, obj: {"cause": obj.cause, "action": obj.corrective_action, "due_on": obj.due_on},
            icon="tool",
            style="primary",
        ),
        Action(
            "close",
            gettext_lazy("Close"),
            can_edit_deviation,
            close_deviation,
            form=ResultForm,
            to=DeviationStatus.CLOSED,
            icon="circle-check",
            style="success",
        ),
    )

    def title(self, obj):
        return f"{obj.contract} · {obj.get_clause_display()}"

    def subtitle(self, obj):
        return obj.contract.customer.name

    def facts(self, obj):
        return [
            (_("Contract"), obj.contract),
            (_("clause concerned"), obj.get_clause_display()),
            (_("found on"), obj.found_on),
            (pgettext("deviation", "found by"), obj.created_by),
            (_("to be corrected by"), obj.due_on),
            (_("closed on"), obj.closed_on),
            Fact(_("deviation"), obj.text, wide=True),
            Fact(_("cause"), obj.cause or "—", wide=True),
            Fact(_("corrective action"), obj.corrective_action or "—", wide=True),
            *([Fact(_("result"), obj.result, wide=True)] if obj.result else []),
        ]

    def _crumbs(self, obj, kind):
        return [Crumb(DeviationList.title, "/contract-deviations/"), Crumb(str(obj))]


class RiskList(ListPage):
    """RSK-06: contracts in force of which something is missing."""

    model = Contract
    table_class = RiskTable
    filterset_class = RiskFilter
    matrix_key, key = "contract", "contract-risks"
    title = gettext_lazy("Contracts at risk")
    icon = "shield-exclamation"
    opens_on = ""
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Original not filed"), "unfiled=true"),
        Preset(gettext_lazy("Annex missing"), "annex=true"),
        Preset(gettext_lazy("Signature or seal missing"), "unsealed=true"),
        Preset(gettext_lazy("Run out"), "over=true"),
    )
    empty_title = gettext_lazy("No contract at risk")
    empty_text = gettext_lazy("Every contract in force has its annexes, its filed original and its seals.")

    @classmethod
    def base_queryset(cls, user):
        return at_risk(super().base_queryset(user)).select_related("customer__owner")
