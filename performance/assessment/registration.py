"""What assessments tell core about themselves."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.assessment.clock import close_month, close_quarter, close_year
from performance.assessment.models import Assessment
from performance.assessment.opening import SCORE
from performance.assessment.permissions import can_see_assessments, can_try_scheme
from performance.assessment.scoring import COACHING, CONFIRM
from performance.assessment.standing import of_person
from performance.assessment.states import AssessmentStatus
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, has


def register():
    registry.register_document(
        Assessment,
        "KH",
        pgettext_lazy("assessment", "Assessment"),
        pgettext_lazy("assessment", "Assessments"),
        "report-analytics",
        "assessment-list",
        search=False,
    )
    registry.register_menu(
        "performance",
        pgettext_lazy("assessment", "Assessments"),
        "assessment-list",
        "report-analytics",
        can_see_assessments,
        60,
    )
    registry.register_menu(
        "performance", _("Assessment periods"), "assessment-period-list", "calendar-stats", has(*_LEADERS), 65
    )
    registry.register_section(
        "assessment_scheme",
        registry.Section(
            "effect",
            "performance/assessment/_scheme_section.html",
            lambda scheme, user: (
                {"address": reverse("assessment-scheme-effect", args=[scheme.pk])}
                if can_try_scheme(user, scheme)
                else None
            ),
            wide=True,
        ),
    )
    registry.register_section(
        "performance_person",
        registry.Section("assessment", "performance/assessment/_person.html", of_person, order=20),
    )
    _clock()
    _cards()


_LEADERS = (Role.SUP, Role.MGR, Role.DIR, Role.GM)


def _clock():
    registry.register_task_kind(
        SCORE, _("Assessment to be scored"), "pencil", by_hand=False, how=_("Score it: the to-do closes itself.")
    )
    registry.register_task_kind(
        CONFIRM,
        _("Assessment to be confirmed"),
        "circle-check",
        by_hand=False,
        how=_("Confirm or return it: the to-do closes itself."),
    )
    registry.register_task_kind(
        COACHING, _("Coaching"), "school", by_hand=False, how=_("Report on the assessment that the coaching is done.")
    )
    for key, label, cron, run in (
        ("assessments-of-month", _("Assessments of the month"), "30 2 1 * *", close_month),
        ("assessments-of-quarter", _("Assessments of the quarter"), "40 2 1 1,4,7,10 *", close_quarter),
        ("assessments-of-year", _("Assessments of the year"), "50 2 1 1 *", close_year),
    ):
        registry.register_periodic(key, label, cron, run, rules="KPI-02", every_slot=True)


def _cards():
    for name, label, status, order in (
        ("assessments-to-score", _("Assessments to be scored"), AssessmentStatus.SCORING, 51),
        ("assessments-to-confirm", _("Assessments to be confirmed"), AssessmentStatus.REVIEWED, 52),
    ):
        registry.register_home_card(
            name,
            label,
            has(*_LEADERS),
            lambda user, status=status: Assessment.objects.visible_to(user).filter(status=status),
            f"assessment-list?status={status}",
            icon="report-analytics",
            tone="warn",
            order=order,
        )
