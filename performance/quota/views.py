"""Pages of quotas."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from performance.quota.filters import QuotaFilters
from performance.quota.forms import QuotaForm, QuotaLines
from performance.quota.models import Quota
from performance.quota.permissions import can_edit_quota, can_submit_quota, submits_quotas
from performance.quota.setting import create_quota, submit_quota, update_quota
from performance.quota.tables import QuotaLineTable, QuotaTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset


class QuotaList(ListPage):
    model = Quota
    table_class = QuotaTable
    filterset_class = QuotaFilters
    create_url = "quota-create"
    bulk_actions = (
        BulkAction("submit", gettext_lazy("Submit for approval"), submits_quotas, submit_quota, icon="send"),
    )
    presets = (Preset(gettext_lazy("All"), ""), Preset(gettext_lazy("In force"), f"status={Quota.Status.APPROVED}"))
    empty_title = gettext_lazy("No quotas yet")
    empty_text = gettext_lazy("The director sets a collection quota per representative and year.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("rep__unit", "created_by")


class QuotaDetail(DetailPage):
    model = Quota
    related = ("rep__unit", "created_by")
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_submit_quota,
            submit_quota,
            to=Quota.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
    )

    def subtitle(self, obj):
        return f"{obj.rep} · {obj.year}"

    def can_edit(self, user, obj):
        return obj.is_editable and can_edit_quota(user, obj)

    def facts(self, obj):
        return [
            (_("Representative"), obj.rep),
            (_("Department"), obj.rep.unit),
            (_("Year"), str(obj.year)),
            (_("Annual collection quota"), obj.collection_amount),
            *([(_("Divided among the lines"), obj.divided)] if obj.divided else []),
            Fact(_("Remark"), obj.remark, wide=True),
        ]

    def lines(self, obj):
        rows = list(obj.lines.select_related("customer", "region", "category"))
        return QuotaLineTable(rows, user=self.request.user) if rows else None


class QuotaCreate(CreatePage):
    model = Quota
    form_class = QuotaForm
    line_formset = QuotaLines
    create = create_quota


class QuotaEdit(EditPage):
    model = Quota
    form_class = QuotaForm
    line_formset = QuotaLines
    update = update_quota
