"""Opinions, improvement actions, suggestions, feedback, and what is read from them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from customers.complaint.models import Complaint, ComplaintCause
from customers.complaint.tests.test_complaints import complaint_of
from customers.feedback import review as feedbacks
from customers.product_info import publishing as product_info
from customers.product_info.models import NewsRecipient
from customers.quality import improvement as improvements
from customers.quality import opinion as opinions
from customers.quality.causes import cause_report
from customers.quality.models import ImprovementAction, ImprovementSuggestion, QualityOpinion
from customers.quality.voice import demand_of, quality_of, satisfaction_with_supply
from customers.quality_report.weekly import ensure_report, update_report
from customers.survey.answer import answer_survey, make_link
from customers.survey.tests.test_surveys import running, scores_for
from customers.tests.factories import CustomerFactory, ProductCategoryFactory, active_customer
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, Notice
from salesmgmt.core.tests.factories import company, stand_in

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def people():
    return company()


def opinion_of(people, **fields):
    customer = fields.pop("customer", None) or CustomerFactory(owner=people.rep1)
    return opinions.record_opinion(people.rep1, customer, content="后桥异响", **fields)


def forwarded(people, **fields):
    return opinions.forward_opinion(opinion_of(people, **fields).pk, people.rep1, "qa")


def answered(people, cause=None, **fields):
    return opinions.answer_opinion(forwarded(people, **fields).pk, people.quality, "间隙偏大，已调整", cause)


def feedback_of(people, score=2, **fields):
    customer = fields.pop("customer", None) or CustomerFactory(owner=people.rep1)
    return feedbacks.record_feedback(people.rep1, customer, score=score, **fields)


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


class TestNews:
    def test_whom_when_and_by_whom_is_recorded_customer_by_customer(self, people):
        """SVC-09"""
        mine, others = [active_customer(people.rep1) for _n in range(2)], active_customer(people.rep2)
        news = product_info.create_news(people.technical, headline="新型转向节", body="减重8%", kind="new")
        with pytest.raises(BusinessError, match="产品动态发布后才能发送"):
            product_info.choose_recipients(news.pk, people.rep1)
        product_info.publish_news(news.pk, people.technical)
        product_info.choose_recipients(news.pk, people.rep1)
        assert set(news.recipients.values_list("customer", flat=True)) == {each.pk for each in mine}
        first = product_info.mark_news_sent(news.recipients.first().pk, people.rep1)
        assert (first.sent_by, first.sent_at is not None) == (people.rep1, True)
        with pytest.raises(BusinessError, match="没有需要告知的客户了"):
            product_info.choose_recipients(news.pk, people.rep1)
        product_info.choose_recipients(news.pk, people.rep2, customer=others)
        with pytest.raises(PermissionDenied, match="产品动态由负责该客户的人员发送"):
            product_info.mark_news_sent(news.recipients.get(customer=others).pk, people.rep1)
        assert NewsRecipient.objects.filter(status="sent").count() == 1

    def test_reps_read_and_do_not_write(self, people):
        with pytest.raises(PermissionDenied, match="您的角色不发布产品资料"):
            product_info.create_news(people.rep1, headline="…", body="…")
        document = product_info.create_document(people.technical, name="后桥使用说明书", topic="use")
        with pytest.raises(PermissionDenied, match="产品资料由发布人及其上级维护"):
            product_info.withdraw_document(document.pk, people.rep1, "…")
        document.refresh_from_db()
        assert document.status == "valid"

    def test_the_library_is_searched_by_pinyin_and_by_category(self, client, people):
        """SVC-07"""
        axle = ProductCategoryFactory(name="车桥")
        product_info.create_document(people.technical, name="后桥使用说明书", topic="use", product_category=axle)
        product_info.create_document(people.technical, name="转向节样本", topic="features")
        client.force_login(people.rep1)
        for query in ("q=hqsy", f"product_category={axle.pk}", "topic=use"):
            rows = client.get(f"{reverse('product-document-list')}?{query}").context["page"].object_list
            assert [row.record.name for row in rows] == ["后桥使用说明书"], query


class TestFeedback:
    def test_the_report_of_a_month_shows_average_count_and_open_improvements(self, people):
        """SVC-04"""
        day = today().replace(day=1)
        low = feedback_of(people, 2, given_on=day)
        feedback_of(people, 5, given_on=day, about="supply")
        feedback_of(people, 1, given_on=day - DAY)
        improvements.add_feedback_action(low.pk, people.rep1, department="qa", measure="加快答复", due_on=today())
        month = feedbacks.feedback_month(people.rep1, day)
        assert (month.total.average, month.total.count, month.total.low) == (Decimal("3.50"), 2, 1)
        assert (month.open_actions, month.overdue_actions) == (1, 0)
        assert feedbacks.feedback_month(people.rep2, day).total.average is None
        assert [row[1:] for row in feedbacks.feedback_trend(people.rep1, day)] == [
            (Decimal("1.00"), 1), (Decimal("3.50"), 2)]  # fmt: skip

    def test_whoever_leads_evaluates_and_the_rep_does_not(self, people):
        """SVC-04"""
        feedback = feedback_of(people)
        with pytest.raises(PermissionDenied, match="已登记的客户反馈由销售主管、销售经理或客户服务中心评审"):
            feedbacks.review_feedback(feedback.pk, people.rep1, "…")
        with pytest.raises(BusinessError, match="请填写结论"):
            feedbacks.review_feedback(feedback.pk, people.supervisor, " ")
        assert feedbacks.review_feedback(feedback.pk, people.supervisor, "培训答复时限").status == "reviewed"
        with pytest.raises(PermissionDenied, match="客户反馈在评审前由负责该客户的销售人员编辑"):
            feedbacks.update_feedback(feedback.pk, people.rep1, score=5)
        feedback.refresh_from_db()
        assert feedback.score == 2


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
            ("后桥", first.name, 3, 1, 4), ("后桥", second.name, 1, 0, 1)]  # fmt: skip
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


class TestCustomerTab:
    def test_quality_new_products_and_supply_stand_with_date_and_source(self, client, people):
        """CUS-09"""
        survey, (invitation,) = running(people)
        customer = invitation.customer
        from_survey = survey.number
        opinion = opinion_of(people, customer=customer, heard_on=today() - DAY)
        wish = improvements.record_suggestion(people.rep1, customer, kind="new_product", content="轻量化前桥")
        supply = feedback_of(people, 4, customer=customer, about="supply")
        quality = feedback_of(people, 3, customer=customer, about="quality")
        opinion_of(people)
        answer_survey(make_link(invitation.pk, people.rep1), scores_for(survey, 5, 4, 4, 3), "交货及时")
        assert [(each.day, each.document) for each in quality_of(customer, people.rep1)] == [
            (today(), quality.number), (today() - DAY, opinion.number)]  # fmt: skip
        assert [each.document for each in demand_of(customer, people.rep1)] == [wish.number]
        found = {each.document: each.score for each in satisfaction_with_supply(customer, people.rep1)}
        assert found == {supply.number: 4, from_survey: Decimal("4.00")}
        client.force_login(people.rep1)
        text = client.get(reverse("customer-quality", args=[customer.pk])).content.decode()
        for number in (opinion.number, wish.number, supply.number, quality.number, from_survey):
            assert number in text
        client.force_login(people.rep2)
        assert client.get(reverse("customer-quality", args=[customer.pk])).status_code == 404

    def test_a_line_typed_by_hand_on_the_weekly_form_stands_there_too(self, client, people):
        """CUS-09"""
        customer = CustomerFactory(owner=people.rep1)
        report, _is_new = ensure_report(people.units.east, today())
        line = {"customer": customer, "content": "喷漆有色差", "department": "qa", "action": "比对色板"}
        update_report(report.pk, people.manager, lines=[line], is_nil=False, remark="")
        found = quality_of(customer, people.rep1)
        assert [(each.day, each.document, each.text) for each in found] == [
            (report.sunday, report.number, "喷漆有色差")]  # fmt: skip
        client.force_login(people.rep1)
        text = client.get(reverse("customer-quality", args=[customer.pk])).content.decode()
        assert report.number in text
        assert "喷漆有色差" in text


def test_a_substitute_of_the_department_answers_in_its_place(people):
    """SVC-08"""
    opinion = forwarded(people)
    with pytest.raises(PermissionDenied, match="已转交的质量意见由接收部门答复"):
        opinions.answer_opinion(opinion.pk, people.production, "已调整")
    stand_in(people.quality, people.production)
    substitute = type(people.production).objects.get(pk=people.production.pk)
    assert opinions.answer_opinion(opinion.pk, substitute, "已调整").answered_by == substitute
