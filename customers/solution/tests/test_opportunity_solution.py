"""The solution of an opportunity: its parts, its papers, its presentation (OPP-02)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from customers.needs.papers import survey_context
from customers.negotiation.quoting import begin_quoting
from customers.opportunity.tests.road import PARTS, at_solution, attach, fresh, presented, survey_of
from customers.solution import design as solution
from customers.solution import papers
from customers.solution.models import Solution
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import IssuedDocument
from salesmgmt.core.output import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class TestSolution:
    @pytest.mark.parametrize("missing", PARTS)
    def test_a_prefab_solution_lacking_a_part_is_refused_and_the_part_named(self, people, chance, missing):
        """OPP-02"""
        at_solution(chance, people.rep1)
        made = solution.start_solution(chance.pk, people.rep1, content="两层")
        attach(made, people.rep1, *(part for part in PARTS if part != missing))
        with pytest.raises(BusinessError, match=missing):
            solution.complete_solution(made.pk, people.rep1)
        assert fresh(made).status == "draft"
        attach(made, people.rep1, missing)
        assert solution.complete_solution(made.pk, people.rep1).status == "complete"
        pdf.print_waiting()
        assert IssuedDocument.objects.filter(form_code="F-05").count() == 1

    def test_the_papers_name_the_three_parts_and_who_made_reviewed_and_approved(self, people, chance):
        """F-04, F-05: the generic family demands no part and prints all three."""
        survey = survey_of(chance, people.rep1, {"产品": "前桥"}, "通用")
        made = Solution.objects.create(
            number="S-1",
            opportunity=chance,
            template=survey.template,
            title="前桥",
            content="按图",
            created_by=people.rep1,
        )
        context = papers.solution_context(made)
        assert [part for part, _files in context["parts"]] == list(PARTS)
        for signatures in (context["signatures"], survey_context(survey)["signatures"]):
            assert [(label, name) for label, name, _day in signatures] == [
                ("制表", people.rep1),
                ("审核", None),
                ("批准", None),
            ]
        assert papers.solution_pdf(made)[:5] == b"%PDF-"

    def test_quoting_waits_for_the_presentation(self, people, chance):
        """OPP-02"""
        at_solution(chance, people.rep1)
        with pytest.raises(BusinessError, match="no solution yet"):
            begin_quoting(chance.pk, people.rep1)
        made = solution.start_solution(chance.pk, people.rep1, content="两层")
        attach(made, people.rep1, *PARTS)
        solution.complete_solution(made.pk, people.rep1)
        with pytest.raises(BusinessError, match="not presented"):
            begin_quoting(chance.pk, people.rep1)
        with pytest.raises(BusinessError, match="future"):
            solution.present_solution(made.pk, people.rep1, today() + dt.timedelta(days=1))
        solution.present_solution(made.pk, people.rep1, today(), "王芳", "满意")
        assert begin_quoting(chance.pk, people.rep1).status == "quoting"

    def test_the_former_version_is_offered_again_when_the_new_one_is_thrown_away(self, people, chance):
        """OPP-02"""
        at_solution(chance, people.rep1)
        first = presented(chance, people.rep1)
        second = solution.start_solution(chance.pk, people.rep1)
        discard(Solution, second.pk, people.rep1, "不改了")
        assert (fresh(first).status, fresh(second).status) == ("presented", "discarded")
        assert solution.start_solution(chance.pk, people.rep1).version == 3

    def test_a_new_version_takes_the_place_of_the_former(self, people, chance):
        at_solution(chance, people.rep1)
        first = presented(chance, people.rep1)
        second = solution.start_solution(chance.pk, people.rep1)
        assert [(row.version, row.status) for row in Solution.objects.order_by("version")] == [
            (1, "superseded"),
            (2, "draft"),
        ]
        assert (second.content, second.number) == (first.content, f"{first.number}-V2")
        with pytest.raises(
            PermissionDenied, match="A solution is edited by those who work on its opportunity, while it"
        ):
            solution.update_solution(second.pk, people.rep2, content="…")
