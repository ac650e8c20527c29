"""Pages of price policies (PRC-11)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.policy.filters import PricePolicyFilters
from pricing.policy.forms import PricePolicyForm
from pricing.policy.models import PricePolicy
from pricing.policy.permissions import can_edit_policy
from pricing.policy.proposal import create_policy, submit_policy, update_policy
from pricing.policy.states import PolicyStatus
from pricing.policy.tables import PricePolicyTable
from pricing.product.forms import CommentForm
from salesmgmt.core.calendar import today
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class PricePolicyList(ListPage):
    model = PricePolicy
    table_class = PricePolicyTable
    filterset_class = PricePolicyFilters
    create_url = "price-policy-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Approved"), f"status={PolicyStatus.APPROVED}"),
    )
    empty_title = gettext_lazy("No price policy yet")
    empty_text = gettext_lazy("The deputy manager of marketing proposes how prices are made; the company decides.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by", "approved_by")


class PricePolicyDetail(DetailPage):
    model = PricePolicy
    related = ("created_by", "approved_by")
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_edit_policy,
            submit_policy,
            form=CommentForm,
            to=PolicyStatus.SUBMITTED,
            style="primary",
            icon="send",
        ),
    )

    def title(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return can_edit_policy(user, obj)

    def facts(self, obj):
        return [
            (_("Valid from"), obj.valid_from),
            (_("Proposed by"), obj.created_by),
            (_("Approved by"), obj.approved_by),
            (_("Approved at"), obj.approved_at),
            *(Fact(obj._meta.get_field(name).verbose_name, getattr(obj, name), wide=True) for name in obj.CONTENT),
        ]


class PricePolicyCreate(CreatePage):
    model = PricePolicy
    form_class = PricePolicyForm
    create = create_policy

    def get_initial(self):
        return {"valid_from": today(), **super().get_initial()}


class PricePolicyEdit(EditPage):
    model = PricePolicy
    form_class = PricePolicyForm
    update = update_policy
