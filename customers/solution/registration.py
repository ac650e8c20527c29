"""What solutions tell core."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.solution.design import (
    can_renew_solution,
    can_write_solution,
    current_solution,
    lock_opportunity_of,
    part_states,
    restore_former_solution,
    start_solution,
)
from customers.solution.models import Solution
from customers.solution.permissions import can_edit_solution
from customers.solution.states import SolutionStatus
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.registry import Section, register_action, register_document, register_section
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def register():
    register_document(Solution, "SOL", _("Solution"), _("Solutions"), "bulb", "", search=False)
    register_tones(good=[SolutionStatus.COMPLETE, SolutionStatus.PRESENTED])
    register_draft(Solution, can_edit_solution, lock_first=lock_opportunity_of, after=restore_former_solution)
    register_evidence(Solution, reserved=parts)
    _on_the_opportunity()


def parts(solution):
    """A solution is presented when its parts are there (OPP-02): only who writes it adds one, and before it is shown."""
    return dict.fromkeys(solution.template.parts, can_edit_solution)


def _on_the_opportunity():
    register_action(
        "opportunity",
        Action(
            "solution",
            _("New solution"),
            can_write_solution,
            start_solution,
            style="primary",
            icon="bulb",
            goto=edit_page,
            order=20,
        ),
    )
    register_action(
        "opportunity",
        Action(
            "renew",
            _("New version of the solution"),
            can_renew_solution,
            start_solution,
            icon="copy-plus",
            goto=edit_page,
            order=45,
        ),
    )
    register_section("opportunity", Section("solution", "customers/solution/_section.html", solution_of, order=20))


def edit_page(solution, opportunity):
    return reverse("solution-edit", args=[solution.pk])


def solution_of(opportunity, user):
    """The version in force with its parts, and the earlier ones."""
    current = current_solution(opportunity)
    return {
        "solution": current,
        "parts": part_states(current) if current else [],
        "old_solutions": opportunity.solutions.filter(status=Solution.Status.SUPERSEDED),
    }
