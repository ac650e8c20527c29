"""What I have to do, and what my people have to do."""

import django_filters as filters
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from salesmgmt.core import registry
from salesmgmt.core.domain import todo
from salesmgmt.core.models import Task
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset
from salesmgmt.core.web.tables import BaseTable, Column, OverdueDaysColumn


def kind_choices():
    return [(kind.key, kind.label) for kind in registry.task_kinds()]


@require_GET
def open_task(request, pk):
    """To where the thing is done; a page that lists tasks need not read the documents behind them."""
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    return redirect(task.get_absolute_url() or "task-list")


class TaskTable(BaseTable):
    subject = Column(linkify=lambda record: record.get_absolute_url(), verbose_name=_("to do"))
    kind = Column()
    due_on = OverdueDaysColumn(running=(Task.Status.OPEN,))

    class Meta(BaseTable.Meta):
        model = Task
        fields = ("subject", "status", "due_on", "kind", "person", "created_at")

    def render_kind(self, value):
        kind = registry.task_kind(value)
        return kind.label if kind else value


class TaskFilters(BaseFilterSet):
    status = StatusFilter(Task.Status)
    kind = filters.ChoiceFilter(choices=kind_choices, label=_("kind"))
    person = PersonFilter(label=_("person"))
    due_on = DateRangeFilter()

    class Meta:
        model = Task
        fields = ["status", "kind", "person", "due_on"]
        search = ("subject",)
        primary = ("status", "kind", "person")


class TaskList(ListPage):
    """Ticking off is done here; what an act closes by itself says which act that is."""

    model = Task
    table_class = TaskTable
    filterset_class = TaskFilters
    matrix_key = "task"
    key = "task"
    title = _("Tasks")
    icon = "checklist"
    presets = (
        Preset(_("Mine"), f"status={Task.Status.OPEN}&person=me"),
        Preset(_("All open"), f"status={Task.Status.OPEN}"),
        Preset(_("Done"), f"status={Task.Status.DONE}"),
        Preset(_("All"), ""),
    )
    opens_on = f"status={Task.Status.OPEN}&person=me"
    bulk_actions = (BulkAction("done", _("Done"), lambda user: True, todo.finish_task, icon="check"),)
    empty_title = _("Nothing to do")
    empty_text = _("What the rules ask of you by a certain day appears here.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("person", "content_type").prefetch_related("document")
