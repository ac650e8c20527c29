"""What an opportunity needs: the survey and its templates (OPP-01)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from customers.needs import survey as needs
from customers.needs.models import NeedsField, NeedsTemplate
from customers.needs.template import create_template, load_templates, update_template
from customers.negotiation.quoting import begin_quoting
from customers.opportunity.tests.road import ANSWERS, PREFAB, at_solution, fresh, presented, survey_of
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import IssuedDocument
from salesmgmt.core.output import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class TestNeeds:
    @pytest.mark.parametrize("missing", ANSWERS)
    def test_a_prefab_house_needs_specification_material_use_and_budget(self, people, chance, missing):
        """OPP-01"""
        survey = survey_of(chance, people.rep1, {**ANSWERS, missing: " "})
        with pytest.raises(BusinessError, match=missing):
            needs.complete_needs(chance.pk, people.rep1)
        assert (fresh(survey).status, fresh(chance).status) == ("draft", "needs_analysis")

    def test_a_complete_survey_moves_the_opportunity_on_and_is_printed(self, people, chance):
        """OPP-01"""
        survey = survey_of(chance, people.rep1)
        needs.complete_survey(survey.pk, people.rep1)
        assert (fresh(survey).status, fresh(chance).status) == ("complete", "solution")
        pdf.print_waiting()
        assert IssuedDocument.objects.get().form_code == "F-04"

    def test_without_a_survey_the_opportunity_does_not_move(self, people, chance):
        with pytest.raises(BusinessError, match="no needs survey"):
            needs.complete_needs(chance.pk, people.rep1)
        assert fresh(chance).status == "needs_analysis"

    def test_there_is_one_survey_and_another_rep_writes_none(self, people, chance):
        with pytest.raises(
            PermissionDenied, match="An open opportunity is worked on by the sales representative it is"
        ):
            needs.start_survey(chance.pk, people.rep2)
        needs.start_survey(chance.pk, people.rep1)
        with pytest.raises(BusinessError, match="already"):
            needs.start_survey(chance.pk, people.rep1)
        assert chance.needs_survey.template.is_generic

    def test_a_reopened_survey_holds_the_quote_up_until_it_is_complete_again(self, people, chance):
        at_solution(chance, people.rep1)
        presented(chance, people.rep1)
        needs.reopen_survey(chance.needs_survey.pk, people.rep1, "客户改规格")
        with pytest.raises(BusinessError, match="needs survey is not complete"):
            begin_quoting(chance.pk, people.rep1)
        needs.complete_needs(chance.pk, people.rep1)
        pdf.print_waiting()
        assert IssuedDocument.objects.filter(form_code="F-04").count() == 2
        assert begin_quoting(chance.pk, people.rep1).status == "quoting"

    def test_values_read_by_their_kind(self):
        kinds = [
            ("number", "40", Decimal(40)),
            ("money", "x", "x"),
            ("date", "2026-01-05", dt.date(2026, 1, 5)),
            ("text", "岩棉", "岩棉"),
            ("money", "", ""),
        ]
        assert [needs.as_value(NeedsField(kind=kind), text) for kind, text, _ in kinds] == [want for *_, want in kinds]


class TestTemplates:
    def test_director_and_administrator_change_them_and_nobody_else(self, people):
        """OPP-01"""
        template = NeedsTemplate.objects.get(name=PREFAB)
        lines = [{"id": template.fields.first(), "label": "规格型号", "kind": "text", "unit": "", "is_required": True}]
        for person in (people.rep1, people.manager, people.gm):
            with pytest.raises(
                PermissionDenied, match="The templates of needs surveys are kept by the sales director and the"
            ):
                update_template(template.pk, person, lines, solution_parts="")
        assert template.fields.count() == 7
        update_template(template.pk, people.director, lines, solution_parts="设计方案")
        assert [field.label for field in template.fields.all()] == ["规格型号"]
        assert fresh(template).parts == ["设计方案"]
        made = create_template(people.admin, [{"label": "轴距", "is_required": True}], name="车桥")
        assert made.fields.get().label == "轴距"

    def test_a_question_once_answered_stays_with_its_answer(self, people, chance):
        survey_of(chance, people.rep1)
        template = NeedsTemplate.objects.get(name=PREFAB)
        update_template(template.pk, people.director, [{"label": "层数", "is_required": False}])
        asked = [field.label for field in needs.questions_of(fresh(chance.needs_survey))]
        assert asked == ["层数", *ANSWERS] or set(asked) == {"层数", *ANSWERS}
        assert needs.missing_answers(template.fields.all(), {}) == []

    def test_the_generic_template_stays_and_loading_twice_adds_nothing(self, people):
        generic = NeedsTemplate.objects.get(is_generic=True)
        with pytest.raises(BusinessError, match="stays in use"):
            update_template(generic.pk, people.director, [{"label": "产品"}], is_active=False)
        load_templates(lambda name: {"NeedsTemplate": NeedsTemplate, "NeedsField": NeedsField}[name])
        assert (NeedsTemplate.objects.count(), generic.fields.count()) == (2, 9)
        assert {"规格", "材质", "用途", "预算"} <= set(generic.fields.values_list("label", flat=True))
