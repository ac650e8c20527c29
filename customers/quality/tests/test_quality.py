"""Opinions, improvement actions, suggestions, and causes by product."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from customers.complaint.models import Complaint
from customers.complaint.tests.test_complaints import complaint_of
from customers.complaint_cause.models import ComplaintCause
from customers.quality import improvement as improvements
from customers.quality import opinion as opinions
from customers.quality.causes import cause_report
from customers.quality.models import ImprovementAction, ImprovementSuggestion, QualityOpinion
from customers.tests.factories import CustomerFactory
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, Notice
from salesmgmt.core.tests.factories import stand_in

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def opinion_of(people, **fields):
    customer = fields.pop("customer", None) or CustomerFactory(owner=people.rep1)
    return opinions.record_opinion(people.rep1, customer, content="后桥异响", **fields)


def forwarded(people, **fields):
    return opinions.forward_opinion(opinion_of(people, **fields).pk, people.rep1, "qa")


def answered(people, cause=None, **fields):
    return opinions.answer_opinion(forwarded(people, **fields).pk, people.quality, "间隙偏大，已调整", cause)


class TestOpinions:
    def test_an_opinion_goes_to_one_department_which_sees_just_it_and_answers(self, people):
        """SVC-08"""
        other, opinion = opinion_of(people), forwarded(people)
        assert list(QualityOpinion.objects.visible_to(people.quality)) == [opinion]
        assert not QualityOpinion.objects.visible_to(people.technical).exists()
        assert opinion.due_on == today() + 7 * DAY
        notice = DepartmentNotice.objects.get()
        assert (notice.role, notice.document) == ("qa", opinion)
        opinions.answer_opinion(opinion.pk, people.quality, "间隙偏大，已调整")
        opinion.refresh_from_db()
        notice.refresh_from_db()
        assert (opinion.status, opinion.answered_by, notice.status) == ("answered", people.quality, "done")
        assert Notice.objects.filter(user=people.rep1, url=opinion.get_absolute_url()).exists()
        assert other.status == "recorded"

    def test_unanswered_on_the_due_day_it_is_overdue_on_the_reps_and_the_departments_list(self, client, people):
        """SVC-08"""
        late, in_time = forwarded(people), forwarded(people)
        QualityOpinion.objects.filter(pk=late.pk).update(due_on=today() - DAY)
        QualityOpinion.objects.filter(pk=in_time.pk).update(due_on=today())
        for person in (people.rep1, people.quality, people.manager):
            client.force_login(person)
            page = client.get(reverse("quality-opinion-list") + "?overdue=true")
            assert [row.record for row in page.context["page"].object_list] == [late], person
        opinions.answer_opinion(late.pk, people.quality, "已处理")
        assert not QualityOpinion.objects.overdue().exists()

    @pytest.mark.parametrize("name", ["rep2", "technical", "gm", "finance", "production"])
    def test_nobody_else_forwards_or_answers(self, people, name):
        opinion, waiting = opinion_of(people), forwarded(people)
        with pytest.raises(PermissionDenied, match="质量意见由负责该客户的销售人员转交"):
            opinions.forward_opinion(opinion.pk, getattr(people, name), "qa")
        with pytest.raises(PermissionDenied, match="已转交的质量意见由接收部门答复"):
            opinions.answer_opinion(waiting.pk, getattr(people, name), "…")
        opinion.refresh_from_db()
        waiting.refresh_from_db()
        assert (opinion.status, waiting.status, DepartmentNotice.objects.count()) == ("recorded", "forwarded", 1)

    def test_the_rep_does_not_answer_for_the_department_and_it_does_not_forward(self, people):
        opinion = forwarded(people)
        with pytest.raises(PermissionDenied, match="已转交的质量意见由接收部门答复"):
            opinions.answer_opinion(opinion.pk, people.rep1, "…")
        opinions.answer_opinion(opinion.pk, people.quality, "请技术部看图纸")
        with pytest.raises(PermissionDenied, match="质量意见由负责该客户的销售人员转交"):
            opinions.forward_opinion(opinion.pk, people.quality, "tec")
        again = opinions.forward_opinion(opinion.pk, people.rep1, "tec")
        assert (again.status, again.department, again.answer) == ("forwarded", "tec", "")

    @pytest.mark.parametrize(
        "act",
        [
            lambda people: opinion_of(people, heard_on=today() + DAY),
            lambda people: opinions.forward_opinion(opinion_of(people).pk, people.rep1, "qa", today() - DAY),
            lambda people: opinions.answer_opinion(forwarded(people).pk, people.quality, "  "),
            lambda people: opinions.close_opinion(opinion_of(people).pk, people.rep1),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, people, act):
        with pytest.raises(
            BusinessError, match="意见的听取日期不能晚于今天|答复期限不能早于今天|请填写答复|“已登记”，不能变为“已关闭”"
        ):
            act(people)
        assert not QualityOpinion.objects.filter(status__in=["answered", "closed"]).exists()


class TestActions:
    def test_a_department_has_a_measure_with_a_day_and_says_when_it_is_done(self, people):
        """SVC-08"""
        opinion = answered(people)
        action = improvements.add_opinion_action(
            opinion.pk, people.rep1, department="tec", measure="修改图纸公差", due_on=today() + 10 * DAY
        )
        assert list(ImprovementAction.objects.visible_to(people.technical)) == [action]
        with pytest.raises(BusinessError, match="项改进措施未完成"):
            opinions.close_opinion(opinion.pk, people.rep1, "已告知")
        with pytest.raises(PermissionDenied, match="进行中的改进措施由责任部门报告完成"):
            improvements.finish_action(action.pk, people.quality, "…")
        improvements.finish_action(action.pk, people.technical, "图纸已改版")
        action.refresh_from_db()
        assert (action.status, action.done_on, action.done_by) == ("done", today(), people.technical)
        assert opinions.close_opinion(opinion.pk, people.rep1, "已告知").status == "closed"
        improvements.reopen_action(action.pk, people.rep1, "没有效果")
        action.refresh_from_db()
        assert (action.status, action.result, action.done_on) == ("open", "", None)

    def test_a_late_one_is_overdue(self, people):
        """SVC-08"""
        action = improvements.add_opinion_action(
            answered(people).pk, people.quality, department="qa", measure="全检", due_on=today()
        )
        assert not ImprovementAction.objects.overdue().exists()
        ImprovementAction.objects.filter(pk=action.pk).update(due_on=today() - DAY)
        assert list(ImprovementAction.objects.visible_to(people.rep1).overdue()) == [action]
        assert list(ImprovementAction.objects.visible_to(people.quality).overdue()) == [action]

    def test_none_on_an_opinion_that_nobody_has_and_none_in_the_past(self, people):
        with pytest.raises(PermissionDenied, match="改进措施由销售人员和受理部门在意见处理期间登记"):
            improvements.add_opinion_action(
                opinion_of(people).pk, people.rep1, department="qa", measure="…", due_on=today()
            )
        with pytest.raises(BusinessError, match="完成期限不能早于今天"):
            improvements.add_opinion_action(
                answered(people).pk, people.rep1, department="qa", measure="…", due_on=today() - DAY
            )
        assert not ImprovementAction.objects.exists()


class TestSuggestions:
    def test_the_technical_department_has_one_open_item(self, people):
        """SVC-09"""
        customer = CustomerFactory(owner=people.rep1)
        suggestion = improvements.record_suggestion(people.rep1, customer, content="希望加长花键")
        assert list(ImprovementSuggestion.objects.visible_to(people.technical)) == [suggestion]
        notice = DepartmentNotice.objects.get()
        assert (notice.role, notice.status, notice.document) == ("tec", "sent", suggestion)
        improvements.update_suggestion(suggestion.pk, people.rep1, content="希望花键加长10毫米")
        assert DepartmentNotice.objects.count() == 1
        improvements.accept_suggestion(suggestion.pk, people.technical, "纳入改型")
        notice.refresh_from_db()
        assert notice.status == "done"

    @pytest.mark.parametrize("name", ["rep1", "quality", "manager", "service"])
    def test_nobody_else_decides(self, people, name):
        """SVC-09"""
        suggestion = improvements.record_suggestion(people.rep1, CustomerFactory(owner=people.rep1), content="…")
        with pytest.raises(PermissionDenied, match="客户建议由技术部决定"):
            improvements.decline_suggestion(suggestion.pk, getattr(people, name), "…")
        suggestion.refresh_from_db()
        assert suggestion.status == "open"

    def test_a_rep_writes_nothing_for_the_customers_of_others(self, people):
        with pytest.raises(PermissionDenied, match="客户意见由负责该客户的人员或客户服务中心登记"):
            improvements.record_suggestion(people.rep1, CustomerFactory(owner=people.rep2), content="…")
        assert not ImprovementSuggestion.objects.exists()


class TestCauses:
    def test_three_complaints_on_one_product_for_one_cause_show_as_three(self, people):
        """SVC-11"""
        first, second = ComplaintCause.objects.order_by("pk")[:2]
        for cause in (first, first, first, second):
            complaint = complaint_of(people)
            Complaint.objects.filter(pk=complaint.pk).update(product_name="后桥", cause=cause)
        answered(people, first, product_name="后桥")
        old = complaint_of(people)
        Complaint.objects.filter(pk=old.pk).update(
            product_name="后桥", cause=first, received_at=timezone.now() - dt.timedelta(days=100)
        )
        rows = cause_report(people.rep1, quarter_of(today()))
        assert [(row.product, row.cause, row.complaints, row.opinions, row.total) for row in rows] == [
            ("后桥", first.name, 3, 1, 4),
            ("后桥", second.name, 1, 0, 1),
        ]
        assert cause_report(people.rep2, quarter_of(today())) == []
        assert sum(row.total for row in cause_report(people.quality, quarter_of(today()))) == 5

    def test_the_page_and_its_export(self, client, people):
        """SVC-11"""
        answered(people, ComplaintCause.objects.first(), product_name="后桥")
        client.force_login(people.manager)
        page = client.get(reverse("quality-causes"))
        assert (page.status_code, len(page.context["rows"])) == (200, 1)
        data = {"list": "quality-causes", "querystring": page.context["querystring"]}
        answer = client.post(reverse("export-create"), data)
        assert answer["Content-Type"].endswith("sheet")
        client.force_login(people.rep1)
        assertContains(client.post(reverse("export-create"), data), "您没有导出此列表的权限", status_code=403)
        client.force_login(people.finance)
        assert client.get(reverse("quality-causes")).status_code == 403
        for query in ("quarter=2026Q9", "quarter=x", "category=99999999999999999999", "category=x"):
            client.force_login(people.quality)
            assert client.get(f"{reverse('quality-causes')}?{query}").status_code == 200


def test_a_substitute_of_the_department_answers_in_its_place(people):
    """SVC-08"""
    opinion = forwarded(people)
    with pytest.raises(PermissionDenied, match="已转交的质量意见由接收部门答复"):
        opinions.answer_opinion(opinion.pk, people.production, "已调整")
    stand_in(people.quality, people.production)
    substitute = type(people.production).objects.get(pk=people.production.pk)
    assert opinions.answer_opinion(opinion.pk, substitute, "已调整").answered_by == substitute
