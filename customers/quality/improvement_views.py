"""Pages of improvement actions and suggestions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.quality import improvement as improvements
from customers.quality.filters import ActionFilters, SuggestionFilters
from customers.quality.forms import ActionEditForm, ReplyForm, ResultForm, SuggestionForm
from customers.quality.models import ImprovementAction, ImprovementSuggestion
from customers.quality.permissions import (
    can_cancel_action,
    can_decide_suggestion,
    can_edit_action,
    can_edit_suggestion,
    can_finish_action,
    can_reopen_action,
)
from customers.quality.tables import ActionTable, SuggestionTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset


class ActionList(ListPage):
    model = ImprovementAction
    matrix_key = "quality_opinion"
    table_class = ActionTable
    filterset_class = ActionFilters
    presets = (
        Preset(_("All"), ""),
        Preset(pgettext_lazy("suggestions", "Open"), f"status={ImprovementAction.Status.OPEN}"),
        Preset(_("Overdue"), "overdue=true"),
        Preset(_("Done"), f"status={ImprovementAction.Status.DONE}"),
    )
    icon = "tool"
    empty_title = _("No improvement actions yet")
    empty_text = _("They are opened on the page of a quality opinion or of a service feedback.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner")


class ActionDetail(DetailPage):
    model = ImprovementAction
    related = ("customer__owner", "opinion", "feedback", "done_by", "created_by")
    actions = (
        Action(
            "finish",
            _("Done"),
            can_finish_action,
            improvements.finish_action,
            form=ResultForm,
            to=ImprovementAction.Status.DONE,
            style="success",
            icon="check",
        ),
        Action(
            "reopen",
            _("Reopen"),
            can_reopen_action,
            improvements.reopen_action,
            form=ReasonForm,
            to=ImprovementAction.Status.OPEN,
            style="",
            icon="refresh",
        ),
        Action(
            "cancel",
            _("Cancel the action"),
            can_cancel_action,
            improvements.cancel_action,
            form=ReasonForm,
            to=ImprovementAction.Status.CANCELLED,
            style="",
            icon="circle-x",
        ),
    )

    def title(self, obj):
        return obj.number

    def can_edit(self, user, obj):
        return can_edit_action(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Source"), obj.source),
            (_("Department"), obj.get_department_display()),
            (_("Due on"), obj.due_on),
            (_("Done on"), obj.done_on),
            (_("Done by"), obj.done_by),
            (_("Opened by"), obj.created_by),
            Fact(_("Measure"), obj.measure, wide=True),
            *([Fact(_("Result"), obj.result, wide=True)] if obj.result else []),
        ]


class ActionEdit(EditPage):
    model = ImprovementAction
    form_class = ActionEditForm
    update = improvements.update_action
    may_edit = can_edit_action


class SuggestionList(ListPage):
    model = ImprovementSuggestion
    matrix_key = "quality_opinion"
    table_class = SuggestionTable
    filterset_class = SuggestionFilters
    create_url = "improvement-suggestion-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("With the technical department"), f"status={ImprovementSuggestion.Status.OPEN}"),
        Preset(_("New products"), "kind=new_product"),
        Preset(pgettext_lazy("suggestion", "Accepted"), f"status={ImprovementSuggestion.Status.ACCEPTED}"),
        Preset(_("Mine"), "customer__owner=me"),
    )
    icon = "bulb"
    empty_title = _("No suggestions yet")
    empty_text = _("Write down what customers wish; the technical department gets it at once.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "product_category")


class SuggestionDetail(DetailPage):
    model = ImprovementSuggestion
    related = ("customer__owner", "contact", "product_category", "replied_by", "created_by")
    actions = (
        Action(
            "accept",
            _("Accept the suggestion"),
            can_decide_suggestion,
            improvements.accept_suggestion,
            form=ReplyForm,
            to=ImprovementSuggestion.Status.ACCEPTED,
            style="success",
            icon="check",
        ),
        Action(
            "decline",
            _("Decline the suggestion"),
            can_decide_suggestion,
            improvements.decline_suggestion,
            form=ReplyForm,
            to=ImprovementSuggestion.Status.DECLINED,
            style="danger",
            icon="x",
        ),
        Action(
            "implement",
            _("Implemented"),
            can_decide_suggestion,
            improvements.implement_suggestion,
            form=ReplyForm,
            to=ImprovementSuggestion.Status.IMPLEMENTED,
            style="success",
            icon="circle-check",
        ),
    )

    def title(self, obj):
        return obj.customer.name

    def can_edit(self, user, obj):
        return can_edit_suggestion(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Contact"), obj.contact),
            (_("Kind"), obj.get_kind_display()),
            (_("Product"), obj.product_label),
            (_("Suggested on"), obj.suggested_on),
            (_("Annual need"), obj.annual_quantity),
            (_("Wanted by"), obj.wanted_on),
            (_("Recorded by"), obj.created_by),
            Fact(_("Suggestion"), obj.content, wide=True),
        ]

    def fact_groups(self, obj):
        if not obj.reply:
            return []
        return [
            (
                _("Answer of the technical department"),
                [
                    (_("Answered by"), obj.replied_by),
                    (_("Answered at"), obj.replied_at),
                    Fact(_("Answer"), obj.reply, wide=True),
                ],
            )
        ]


class SuggestionCreate(CreatePage):
    model = ImprovementSuggestion
    matrix_key = "quality_opinion"
    form_class = SuggestionForm
    create = improvements.record_suggestion


class SuggestionEdit(EditPage):
    model = ImprovementSuggestion
    form_class = SuggestionForm
    update = improvements.update_suggestion
    may_edit = can_edit_suggestion
