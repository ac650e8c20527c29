"""The quarterly round: who is to be checked, how far it is, what the clock does about it."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from customers.customer.models import Customer
from customers.customer.owner import reassign_customer
from customers.evaluation.entry import answers_of, update_evaluation, write_scores
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.scheme_compare import compare_scheme
from customers.evaluation.standing import review_outdated
from customers.evaluation.tests.test_evaluations import answers, approve_both, people  # noqa: F401
from customers.re_evaluation.clock import close_round, open_round
from customers.re_evaluation.quarter import copy_last_answers, missing_in, quarter_from, round_of, submit_round
from customers.scheme.models import EvaluationScheme
from customers.scheme.versions import read_scheme, scheme_on
from customers.tests.factories import CustomerFactory, active_customer, approved_evaluation
from salesmgmt.core.calendar import Quarter, at, quarter_of, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task

pytestmark = pytest.mark.django_db
Q2 = Quarter(2026, 2)
FIRST_OF_JULY = at(dt.date(2026, 7, 1), dt.time(0, 5))


@pytest.fixture
def evaluated(people):  # noqa: F811
    """A customer with an approved report of the quarter before, with answers."""
    customer = active_customer(people.rep1, "B", quarter_of(today()).preceding.last_day)
    with_answers(customer.evaluations.get())
    return customer


def with_answers(report, letter="B"):
    write_scores(report, answers(letter))
    return report


def states(customers, quarter):
    return {row.name: row.round_state for row in round_of(customers, quarter)}


@pytest.mark.parametrize(
    "text, expected", [("2026Q2", Q2), ("2026Q5", None), ("", None), ("0000Q1", None), ("x", None)]
)
def test_a_quarter_in_the_address_that_is_none_is_the_present_one(text, expected):
    assert quarter_from(text) == (expected or quarter_of(today()))


class TestWhoIsMissing:
    def test_a_customer_without_a_report_of_the_quarter_is_overdue_on_the_first_day_after_it(self, people):  # noqa: F811
        """RAT-06"""
        customer = active_customer(people.rep1, approved_on=dt.date(2026, 3, 31))
        close_round(FIRST_OF_JULY)
        task = Task.objects.get()
        assert (task.kind, task.key, task.document, task.person) == (
            "reevaluation_overdue",
            "2026Q2",
            customer,
            people.rep1,
        )

    @pytest.mark.parametrize("occasion", ["new", "quarterly"])
    def test_an_initial_evaluation_approved_in_the_quarter_counts_for_it(self, people, occasion):  # noqa: F811
        """RAT-06"""
        active_customer(people.rep1, approved_on=dt.date(2026, 4, 15))
        CustomerEvaluation.objects.update(occasion=occasion)
        close_round(FIRST_OF_JULY)
        assert (list(missing_in(Q2)), Task.objects.count()) == ([], 0)

    def test_who_became_a_customer_after_the_quarter_was_not_missing_in_it(self, people):  # noqa: F811
        active_customer(people.rep1, approved_on=dt.date(2026, 7, 1))
        CustomerFactory(owner=people.rep1)
        assert list(missing_in(Q2)) == []

    def test_a_customer_graded_e_in_the_round_still_counts_as_done(self, people):  # noqa: F811
        customer = active_customer(people.rep1, "E", approved_on=dt.date(2026, 5, 2))
        assert states(Customer.objects.all(), Q2) == {customer.name: "done"}


class TestClock:
    def test_the_quarter_opens_with_one_to_do_for_each_customer_and_one_notice_a_person(self, people):  # noqa: F811
        """RAT-06"""
        for _each in range(3):
            active_customer(people.rep1, approved_on=dt.date(2026, 3, 1))
        when = at(dt.date(2026, 4, 1), dt.time(0, 10))
        assert (open_round(when), open_round(when)) == (3, 0)
        assert set(Task.objects.values_list("kind", "key", "due_on")) == {
            ("reevaluation_due", "2026Q2", dt.date(2026, 6, 30))
        }
        assert {notice.user for notice in Notice.objects.all()} == {
            people.rep1,
            people.supervisor,
            people.manager,
            people.director,
        }
        assert Notice.objects.count() == 4

    def test_a_to_do_is_written_in_the_language_of_its_person_whoever_starts_the_job(self, people):  # noqa: F811
        customer = active_customer(people.rep1, approved_on=dt.date(2026, 3, 1))
        people.rep1.language = "zh-hans"
        people.rep1.save()
        open_round(at(dt.date(2026, 4, 1)))
        close_round(FIRST_OF_JULY)
        assert list(Task.objects.order_by("pk").values_list("subject", flat=True)) == [
            f"2026Q2 复核：{customer.name}",
            f"2026Q2 复核逾期：{customer.name}",
        ]

    def test_the_end_of_the_quarter_turns_to_dos_into_overdue_ones(self, people):  # noqa: F811
        """RAT-06"""
        active_customer(people.rep1, approved_on=dt.date(2026, 3, 1))
        open_round(at(dt.date(2026, 4, 1)))
        assert (close_round(FIRST_OF_JULY), close_round(FIRST_OF_JULY)) == (1, 0)
        assert sorted(Task.objects.values_list("kind", "status")) == [
            ("reevaluation_due", "cancelled"),
            ("reevaluation_overdue", "open"),
        ]

    def test_the_jobs_ask_as_often_for_ten_customers_as_for_one(self, people, django_assert_max_num_queries):  # noqa: F811
        active_customer(people.rep1, approved_on=dt.date(2026, 3, 1))
        with django_assert_max_num_queries(60) as one:
            open_round(at(dt.date(2026, 4, 1)))
        for _each in range(10):
            active_customer(people.rep1, approved_on=dt.date(2026, 3, 1))
        Task.objects.all().delete()
        Notice.objects.all().delete()
        with django_assert_max_num_queries(60) as ten:
            open_round(at(dt.date(2026, 4, 1)))
        assert len(ten) == len(one)

    @pytest.mark.parametrize("approved_on, is_outdated", [(dt.date(2026, 4, 1), False), (dt.date(2026, 3, 31), True)])
    def test_a_review_older_than_the_preceding_quarter_is_flagged_as_outdated(self, people, approved_on, is_outdated):  # noqa: F811
        """RAT-06, RAT-10"""
        active_customer(people.rep1, approved_on=approved_on)
        assert review_outdated(Customer.objects.all(), dt.date(2026, 7, 1)).exists() is is_outdated

    def test_an_approved_report_ends_the_to_dos_of_its_customer(self, people, evaluated):  # noqa: F811
        """RAT-06"""
        open_round(at(quarter_of(today()).first_day))
        evaluation = copy_last_answers(evaluated.pk, people.rep1)
        submit_round(evaluated.pk, people.rep1)
        approve_both(evaluation, people)
        assert list(Task.objects.values_list("status", flat=True)) == ["done"]

    def test_the_to_do_goes_with_the_customer_to_its_new_rep(self, people, evaluated):  # noqa: F811
        open_round(at(quarter_of(today()).first_day))
        reassign_customer(evaluated.pk, people.manager, people.rep2, "调整")
        assert Task.objects.get().person == people.rep2


class TestCopying:
    def test_a_new_draft_has_the_answers_of_the_last_report(self, people, evaluated):  # noqa: F811
        """RAT-06"""
        draft = copy_last_answers(evaluated.pk, people.rep1)
        assert answers_of(draft) == answers_of(evaluated.evaluations.exclude(pk=draft.pk).get())
        assert (draft.status, draft.occasion, draft.total, draft.grade) == ("draft", "quarterly", 36, "B")

    def test_states_follow_the_report(self, people, evaluated):  # noqa: F811
        """RAT-06"""
        quarter = quarter_of(today())
        now = lambda: states(Customer.objects.all(), quarter)[evaluated.name]  # noqa: E731
        seen = [now()]
        draft = copy_last_answers(evaluated.pk, people.rep1)
        seen.append(now())
        update_evaluation(draft.pk, people.rep1, answers("C"))
        submit_round(evaluated.pk, people.rep1)
        seen.append(now())
        approve_both(draft, people)
        seen.append(now())
        assert seen == ["not_begun", "draft", "in_approval", "done"]

    def test_a_second_draft_is_refused(self, people, evaluated):  # noqa: F811
        copy_last_answers(evaluated.pk, people.rep1)
        with pytest.raises(BusinessError, match="该客户已有一份未完成的评定报告"):
            copy_last_answers(evaluated.pk, people.rep1)
        assert evaluated.evaluations.count() == 2

    def test_without_an_earlier_report_there_is_nothing_to_copy(self, people):  # noqa: F811
        customer = CustomerFactory(owner=people.rep1)
        with pytest.raises(BusinessError, match="没有可沿用的上次评定报告"):
            copy_last_answers(customer.pk, people.rep1)
        assert customer.evaluations.count() == 0

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "manager", "gm", "finance", "admin"])
    def test_only_the_responsible_rep_copies(self, people, evaluated, name):  # noqa: F811
        with pytest.raises(PermissionDenied, match="客户评定由负责该客户的销售代表填写"):
            copy_last_answers(evaluated.pk, getattr(people, name))
        assert evaluated.evaluations.count() == 1

    def test_nothing_begun_is_nothing_to_submit(self, people, evaluated):  # noqa: F811
        with pytest.raises(BusinessError, match="尚未开始填报"):
            submit_round(evaluated.pk, people.rep1)


class TestPage:
    def test_many_are_copied_and_submitted_at_once(self, client, people, evaluated):  # noqa: F811
        """RAT-06"""
        other = active_customer(people.rep1, "C", quarter_of(today()).preceding.last_day)
        with_answers(other.evaluations.get(), "C")
        client.force_login(people.rep1)
        rows = {"pk": [evaluated.pk, other.pk]}
        client.post(reverse("evaluation-round"), {"bulk": "copy", **rows})
        assert CustomerEvaluation.objects.filter(status="draft").count() == 2
        client.post(reverse("evaluation-round"), {"bulk": "submit", **rows})
        assert CustomerEvaluation.objects.filter(status="submitted").count() == 2

    def test_a_customer_of_another_team_is_not_touched(self, client, people, evaluated):  # noqa: F811
        client.force_login(people.rep2)
        client.post(reverse("evaluation-round"), {"bulk": "copy", "pk": [evaluated.pk]})
        assert CustomerEvaluation.objects.count() == 1

    @pytest.mark.parametrize(
        "name, code", [("rep1", 200), ("manager", 200), ("finance", 200), ("quality", 403), ("service", 403)]
    )
    def test_who_reads_evaluations_reads_the_round(self, client, people, name, code):  # noqa: F811
        client.force_login(getattr(people, name))
        assert client.get(reverse("evaluation-round")).status_code == code

    def test_the_progress_counts_team_and_rep(self, client, people, evaluated):  # noqa: F811
        """RAT-06"""
        active_customer(people.rep1)
        active_customer(people.rep2)
        client.force_login(people.manager)
        context = client.get(reverse("evaluation-round")).context
        assert (context["progress"]["total"], context["progress"]["done"]) == (3, 2)
        assert [(name, counts["done"], counts["total"]) for name, counts, _reps in context["teams"]] == [
            ("Team1", 1, 2),
            ("Team2", 1, 1),
        ]

    @pytest.mark.parametrize("quarter", ["", "2026Q2"])
    @pytest.mark.parametrize("state", ["", "not_begun", "draft", "in_approval", "done", "overdue", "nonsense"])
    def test_every_filter_answers(self, client, people, evaluated, state, quarter):  # noqa: F811
        client.force_login(people.rep1)
        assert client.get(reverse("evaluation-round"), {"state": state, "quarter": quarter}).status_code == 200

    def test_the_overdue_list_of_a_past_quarter_names_who_is_missing(self, client, people):  # noqa: F811
        """RAT-06"""
        with time_machine.travel(at(dt.date(2026, 7, 1), dt.time(9)), tick=False):
            missing = active_customer(people.rep1, approved_on=dt.date(2026, 3, 31))
            active_customer(people.rep1, approved_on=dt.date(2026, 4, 15))
            client.force_login(people.rep1)
            page = client.get(reverse("evaluation-round"), {"quarter": "2026Q2", "state": "overdue"}).context["page"]
        assert [row.record.pk for row in page.object_list] == [missing.pk]

    def test_the_page_asks_as_often_for_three_customers_as_for_one(self, client, people, django_assert_max_num_queries):  # noqa: F811
        active_customer(people.rep1)
        client.force_login(people.rep1)
        client.get(reverse("evaluation-round"))
        counts = []
        for more in (0, 2):
            for _each in range(more):
                approved_evaluation(active_customer(people.rep1), status="superseded")
            with django_assert_max_num_queries(60) as queries:
                assert client.get(reverse("evaluation-round")).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestComparison:
    def thresholds(self, **minima):
        present = read_scheme(scheme_on())
        return replace(present, thresholds=tuple((grade, minima.get(grade, low)) for grade, low in present.thresholds))

    def test_the_scheme_in_force_changes_nothing(self, evaluated):
        """RAT-09"""
        found = compare_scheme(read_scheme(scheme_on()))
        assert (found.number, found.changed_grades, found.changes) == (1, 0, [])

    def test_a_higher_threshold_moves_a_customer_and_its_line(self, evaluated):
        """RAT-09"""
        found = compare_scheme(self.thresholds(B=37))
        row = found.changes[0]
        assert (row.old_grade, row.new_grade, row.falls) == ("B", "C", True)
        assert dict(dict(found.matrix)["B"]) == {"A": 0, "B": 0, "C": 1, "D": 0, "E": 0}
        assert found.lines[0] > found.lines[1]

    def test_ten_customers_cost_as_many_questions_as_one(self, people, evaluated, django_assert_max_num_queries):  # noqa: F811
        counts = []
        for more in (0, 9):
            for _each in range(more):
                with_answers(active_customer(people.rep1).evaluations.get())
            scheme = self.thresholds(B=37)
            with django_assert_max_num_queries(30) as queries:
                compare_scheme(scheme)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_the_form_compares_before_anything_is_stored(self, client, people, evaluated):  # noqa: F811
        """RAT-09"""
        client.force_login(people.director)
        form = client.get(reverse("evaluation-scheme-create")).context["form"]
        typed = {name: field.initial for name, field in form.fields.items() if field.initial is not None}
        typed |= {"valid_from": "2030-01-01", "minimum_B": "37", "compare": "1"}
        response = client.post(reverse("evaluation-scheme-create"), typed)
        assert (response.context["comparison"].changed_grades, EvaluationScheme.objects.count()) == (1, 1)
        assert [row.customer for row in response.context["changes"]] == [evaluated]

    def test_the_administrator_sees_numbers_and_no_names(self, client, people, evaluated):  # noqa: F811
        client.force_login(people.admin)
        address = reverse("evaluation-scheme-detail", args=[scheme_on().pk])
        with_answers(evaluated.evaluations.get(), "C")
        response = client.get(address, {"compare": "1"})
        assert (response.context["comparison"].changed_grades, response.context["changes"]) == (1, [])

    def test_a_rep_compares_nothing(self, client, people, evaluated):  # noqa: F811
        client.force_login(people.rep1)
        response = client.get(reverse("evaluation-scheme-detail", args=[scheme_on().pk]), {"compare": "1"})
        assert "comparison" not in response.context

    def test_before_approving_one_sees_old_and_new_grade_and_line(self, client, people, evaluated):  # noqa: F811
        """RAT-07"""
        draft = copy_last_answers(evaluated.pk, people.rep1)
        update_evaluation(draft.pk, people.rep1, answers("C"))
        submit_round(evaluated.pk, people.rep1)
        client.force_login(people.manager)
        effect = client.get(draft.get_absolute_url()).context["effect"]
        assert (effect.old_grade, effect.new_grade, effect.falls, effect.outstanding) == ("B", "C", True, 0)
        draft.refresh_from_db()
        approve_both(draft, people)
        assert client.get(draft.get_absolute_url()).context["effect"] is None
