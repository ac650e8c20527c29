"""Pages of conduct incidents (TEAM-07)."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from performance.conduct.filters import ConductFilters
from performance.conduct.forms import ConductForm, FindingForm, StatementForm
from performance.conduct.models import ConductIncident
from performance.conduct.permissions import can_close_conduct, can_hear_person
from performance.conduct.recording import close_conduct, hear_person, record_conduct
from performance.conduct.states import ConductStatus
from performance.conduct.tables import ConductTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.lists import ListPage, Preset


class ConductList(ListPage):
    model = ConductIncident
    table_class = ConductTable
    filterset_class = ConductFilters
    create_url = "conduct-create"
    create_label = gettext_lazy("Record an incident")
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(pgettext_lazy("conduct", "To be heard"), f"status={ConductStatus.RECORDED}"),
        Preset(pgettext_lazy("conduct", "To be decided"), f"status={ConductStatus.HEARD}"),
    )
    empty_title = gettext_lazy("No conduct incidents")
    empty_text = gettext_lazy("They are seen by the superiors of the person and the general manager alone.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("person", "created_by")


class ConductDetail(DetailPage):
    model = ConductIncident
    related = ("person", "created_by", "policy", "closed_by")
    edit_url = None
    actions = (
        Action(
            "hear",
            pgettext_lazy("conduct", "Write down what the person says"),
            can_hear_person,
            hear_person,
            form=StatementForm,
            to=ConductStatus.HEARD,
            style="primary",
            icon="message",
        ),
        Action(
            "close",
            pgettext_lazy("conduct", "Decide"),
            can_close_conduct,
            close_conduct,
            form=FindingForm,
            to=ConductStatus.CLOSED,
            style="success",
            icon="circle-check",
        ),
    )

    def title(self, obj):
        return str(obj.title)

    def facts(self, obj):
        return [
            (pgettext_lazy("conduct", "Person concerned"), obj.person),
            (pgettext_lazy("conduct", "Kind of incident"), obj.get_kind_display()),
            (pgettext_lazy("conduct", "Happened on"), obj.happened_on),
            (pgettext_lazy("conduct", "Policy broken"), obj.policy),
            (pgettext_lazy("conduct", "Recorded by"), obj.created_by),
            (pgettext_lazy("conduct", "Heard on"), obj.heard_on),
            (pgettext_lazy("conduct", "Finding"), obj.get_finding_display()),
            (pgettext_lazy("conduct", "Decided by"), obj.closed_by),
            Fact(pgettext_lazy("conduct", "What happened"), obj.description, wide=True),
            *(
                [Fact(pgettext_lazy("conduct", "What the person says"), obj.statement, wide=True)]
                if obj.statement
                else []
            ),
            *([Fact(pgettext_lazy("conduct", "Consequence"), obj.measure, wide=True)] if obj.measure else []),
        ]


class ConductCreate(CreatePage):
    model = ConductIncident
    form_class = ConductForm
    create = record_conduct
    title = gettext_lazy("Record an incident")
