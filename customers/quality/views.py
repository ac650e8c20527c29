"""Pages of quality opinions."""

from django.utils.translation import gettext_lazy as _

from customers.quality import improvement as improvements
from customers.quality import opinion as opinions
from customers.quality.causes import can_read_causes
from customers.quality.filters import OpinionFilters
from customers.quality.forms import ActionForm, AnswerForm, CloseForm, ForwardForm, OpinionForm
from customers.quality.models import QualityOpinion
from customers.quality.permissions import (
    can_add_action,
    can_answer_opinion,
    can_close_opinion,
    can_edit_opinion,
    can_forward_opinion,
    reads_opinions,
)
from customers.quality.tables import ActionLines, OpinionTable
from salesmgmt.core.templatetags.salesmgmt import due_words
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class OpinionList(ListPage):
    model = QualityOpinion
    table_class = OpinionTable
    filterset_class = OpinionFilters
    create_url = "quality-opinion-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("To forward"), f"status={QualityOpinion.Status.RECORDED}"),
        Preset(_("With a department"), f"status={QualityOpinion.Status.FORWARDED}"),
        Preset(_("Overdue"), "overdue=true"),
        Preset(_("Answered"), f"status={QualityOpinion.Status.ANSWERED}"),
        Preset(_("Mine"), "customer__owner=me"),
    )
    links = (
        (_("Actions"), "improvement-action-list", "tool", reads_opinions),
        (_("Suggestions"), "improvement-suggestion-list", "bulb", reads_opinions),
        (_("Service feedback"), "service-feedback-list", "star", reads_opinions),
        (_("Products and causes"), "quality-causes", "chart-bar", can_read_causes),
    )
    icon = "message-report"
    empty_title = _("No quality opinions yet")
    empty_text = _("Write down what a customer says of our products, and pass it to the department.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "product_category", "cause")


def why_not_answered(user, opinion):
    """Who is to act, where people look for a button."""
    if opinion.status != QualityOpinion.Status.FORWARDED or can_answer_opinion(user, opinion):
        return ""
    words = {"department": opinion.get_department_display(), "due": due_words(opinion.due_on)}
    return _("Waiting for the answer of: %(department)s. %(due)s.") % words


class OpinionDetail(DetailPage):
    model = QualityOpinion
    related = ("customer__owner", "contact", "product_category", "cause", "forwarded_by", "answered_by", "created_by")
    lines_title = _("Improvement actions")
    actions = (
        Action(
            "forward",
            _("Forward to a department"),
            can_forward_opinion,
            opinions.forward_opinion,
            form=ForwardForm,
            to=QualityOpinion.Status.FORWARDED,
            style="primary",
            icon="send",
        ),
        Action(
            "answer",
            _("Answer"),
            can_answer_opinion,
            opinions.answer_opinion,
            form=AnswerForm,
            to=QualityOpinion.Status.ANSWERED,
            style="primary",
            icon="message-reply",
            why_not=why_not_answered,
        ),
        Action(
            "close",
            _("Close"),
            can_close_opinion,
            opinions.close_opinion,
            form=CloseForm,
            to=QualityOpinion.Status.CLOSED,
            style="success",
            icon="circle-check",
        ),
        Action(
            "add-action",
            _("Improvement action"),
            can_add_action,
            improvements.add_opinion_action,
            form=ActionForm,
            style="primary",
            icon="tool",
        ),
    )

    def title(self, obj):
        return obj.customer.name

    def can_edit(self, user, obj):
        return can_edit_opinion(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Contact"), obj.contact),
            (_("Responsible rep"), obj.customer.owner),
            (_("Product"), obj.product_label),
            (_("Order"), obj.order_number),
            (_("Heard on"), obj.heard_on),
            (_("Channel"), obj.get_channel_display()),
            (_("Department"), obj.get_department_display()),
            (_("Answer due"), obj.due_on),
            Fact(_("What the customer said"), obj.content, wide=True),
        ]

    def fact_groups(self, obj):
        if not obj.answer:
            return []
        return [
            (
                _("Answer of the department"),
                [
                    (_("Answered by"), obj.answered_by),
                    (_("Answered at"), obj.answered_at),
                    (_("Cause"), obj.cause),
                    Fact(_("Answer"), obj.answer, wide=True),
                ],
            )
        ]

    def lines(self, obj):
        rows = obj.actions.visible_to(self.request.user)
        return ActionLines(rows, user=self.request.user) if rows else None


class OpinionCreate(CreatePage):
    model = QualityOpinion
    form_class = OpinionForm
    create = opinions.record_opinion


class OpinionEdit(EditPage):
    model = QualityOpinion
    form_class = OpinionForm
    update = opinions.update_opinion
    may_edit = can_edit_opinion
