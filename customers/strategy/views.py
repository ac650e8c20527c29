"""Pages of strategy proposals (RSH-03)."""

from django.utils.translation import gettext_lazy as _

from customers.strategy.filters import StrategyFilters
from customers.strategy.forms import StrategyForm
from customers.strategy.models import StrategyProposal
from customers.strategy.permissions import can_edit_strategy, can_submit_strategy
from customers.strategy.proposal import create_strategy, submit_strategy, update_strategy
from customers.strategy.tables import StrategyTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class StrategyList(ListPage):
    model = StrategyProposal
    table_class = StrategyTable
    filterset_class = StrategyFilters
    create_url = "strategy-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Drafts"), f"status={StrategyProposal.Status.DRAFT}&status={StrategyProposal.Status.REJECTED}"),
        Preset(_("In approval"), f"status={StrategyProposal.Status.SUBMITTED}"),
        Preset(_("Approved"), f"status={StrategyProposal.Status.APPROVED}"),
    )
    empty_title = _("No strategy proposals yet")
    empty_text = _("Draw the conclusions of the research reports into a proposal.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by")


class StrategyDetail(DetailPage):
    model = StrategyProposal
    related = ("created_by",)
    template_name = "customers/strategy/detail.html"
    actions = (
        Action(
            "submit",
            _("Submit"),
            can_submit_strategy,
            submit_strategy,
            to=StrategyProposal.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
    )

    def title(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return can_edit_strategy(user, obj)

    def facts(self, obj):
        return [
            (_("For the year"), str(obj.year)),
            (_("Author"), obj.created_by),
            (_("Approved on"), obj.approved_on),
            *(Fact(obj._meta.get_field(name).verbose_name, getattr(obj, name), wide=True) for name in obj.ANALYSIS),
        ]

    def extra_context(self, obj):
        return {"reports": obj.based_on.visible_to(self.request.user).select_related("author")}


class StrategyCreate(CreatePage):
    model = StrategyProposal
    form_class = StrategyForm
    create = create_strategy


class StrategyEdit(EditPage):
    model = StrategyProposal
    form_class = StrategyForm
    update = update_strategy
    may_edit = can_edit_strategy
