"""What quality opinions, improvement actions and suggestions tell core."""

from django.utils.translation import gettext_lazy as _

from customers.quality.exports import build_causes
from customers.quality.models import DEPARTMENTS, ImprovementAction, ImprovementSuggestion, QualityOpinion
from customers.quality.states import QualityOpinionStatus
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.permissions import Role, has, may_at_all, reads
from salesmgmt.core.registry import register_bar, register_document, register_home_card, register_menu
from salesmgmt.core.web.status import register_tones

IS_DEPARTMENT = has(*(role for role, _label in DEPARTMENTS))


def register():
    register_tones(info=[QualityOpinionStatus.FORWARDED], good=[QualityOpinionStatus.ANSWERED])
    _documents()
    register_bar("quality-opinion-list", Role.QA, order=20)
    register_menu(
        "service", _("Quality opinions"), "quality-opinion-list", "message-report", reads("quality_opinion"), order=80
    )
    _cards()
    register_export(
        "quality-causes",
        _("Products and causes"),
        build_causes,
        lambda user: may_at_all(user, "quality_opinion", "E"),
    )


def _documents():
    register_document(
        QualityOpinion,
        "QOP",
        _("Quality opinion"),
        _("Quality opinions"),
        "message-report",
        "quality-opinion-list",
        search=False,
    )
    register_document(
        ImprovementAction,
        "IMP",
        _("Improvement action"),
        _("Improvement actions"),
        "tool",
        "improvement-action-list",
        search=False,
    )
    register_document(
        ImprovementSuggestion,
        "SUG",
        _("Improvement suggestion"),
        _("Improvement suggestions"),
        "bulb",
        "improvement-suggestion-list",
        search=False,
    )


def _cards():
    """The overdue lists of SVC-08: the rep's own customers, and what a department was handed."""
    register_home_card(
        "opinions-overdue",
        _("Overdue quality opinions"),
        reads("quality_opinion"),
        lambda user: QualityOpinion.objects.visible_to(user).overdue(),
        "quality-opinion-list?overdue=true",
        icon="message-report",
        tone="bad",
        order=27,
    )
    register_home_card(
        "opinions-to-answer",
        _("Quality opinions to answer"),
        IS_DEPARTMENT,
        lambda user: QualityOpinion.objects.visible_to(user).filter(
            status=QualityOpinion.Status.FORWARDED, department__in=user.roles
        ),
        f"quality-opinion-list?status={QualityOpinion.Status.FORWARDED}",
        icon="message-reply",
        tone="warn",
        order=26,
    )
    register_home_card(
        "actions-overdue",
        _("Overdue improvement actions"),
        reads("quality_opinion"),
        lambda user: ImprovementAction.objects.visible_to(user).overdue(),
        "improvement-action-list?overdue=true",
        icon="tool",
        tone="bad",
        order=28,
    )
    register_home_card(
        "suggestions-open",
        _("Suggestions to answer"),
        has(Role.TEC),
        lambda user: ImprovementSuggestion.objects.visible_to(user).filter(status=ImprovementSuggestion.Status.OPEN),
        f"improvement-suggestion-list?status={ImprovementSuggestion.Status.OPEN}",
        icon="bulb",
        tone="warn",
        order=27,
    )
