"""Complaints: registered, classified, investigated, solved, confirmed, closed; and the clock over all of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from customers.complaint import handling
from customers.complaint.corrective_action import add_corrective_action, finish_corrective_action
from customers.complaint.intake import register_complaint, set_severity, update_complaint
from customers.complaint.models import Complaint
from customers.complaint.work import Investigation
from customers.complaint_cause.models import ComplaintCause
from customers.complaint_clock.deadline import clock_of, deadline_of, half_time_of, sla_state, span_words
from customers.tests.factories import CustomerFactory
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, Notice, Task

pytestmark = pytest.mark.django_db

CONTENT = "后桥总成异响，客户要求尽快处理"


def moment(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def complaint_of(people, user=None, hours_ago=1, **fields):
    customer = fields.pop("customer", None) or CustomerFactory(owner=people.rep1)
    values = {
        "content": CONTENT,
        "received_at": timezone.now() - dt.timedelta(hours=hours_ago),
        "channel": "hotline",
        "contact_name": "王芳",
        "contact_phone": "13800000000",
    }
    return register_complaint(user or people.rep1, customer, **{**values, **fields})


def investigated(people, **fields):
    complaint = complaint_of(people, **fields)
    return handling.investigate(complaint.pk, people.rep1, ["qa"], "请复检同批次")


def resolved(people, **fields):
    complaint = investigated(people, **fields)
    handling.propose_solution(complaint.pk, people.rep1, "齿轮间隙超差", "更换两套后桥", ComplaintCause.objects.first())
    return handling.resolve_complaint(complaint.pk, people.rep1, "已更换并告知客户")


def confirmed(people, classed="general", **fields):
    """Confirmed by the customer, and classed by quality unless ``classed`` is empty."""
    complaint = resolved(people, **fields)
    if classed:
        set_severity(complaint.pk, people.quality, classed)
    return handling.confirm_complaint(complaint.pk, people.rep1, "王芳", True)


class TestRegistration:
    def test_it_is_registered_with_number_deadline_and_a_to_do_for_the_rep(self, people):
        """CMP-01, SVC-06"""
        complaint = complaint_of(people, people.service)
        complaint.refresh_from_db()
        assert (complaint.status, complaint.severity, complaint.sla_state) == ("registered", "general", "running")
        assert complaint.number.startswith("CMP-")
        assert complaint.rep == people.rep1
        assert complaint.deadline_at - complaint.received_at == dt.timedelta(hours=24)
        assert [task.person for task in Task.objects.about(complaint).open()] == [people.rep1]
        assert Notice.objects.filter(user=people.quality).count() == 1
        assert [entry.to_status for entry in audit.timeline(complaint)] == ["registered", "received"]

    @pytest.mark.parametrize(
        "missing", [{"content": " "}, {"received_at": None}, {"contact_name": ""}, {"contact_phone": ""}]
    )
    def test_without_content_time_or_contact_it_is_refused(self, people, missing):
        """CMP-01"""
        with pytest.raises(BusinessError, match="请填写投诉内容|请填写接收时间|请填写客户联系人和联系方式"):
            complaint_of(people, **missing)
        assert Complaint.objects.count() == 0

    def test_a_time_still_to_come_is_refused(self, people):
        """CMP-01"""
        with pytest.raises(BusinessError, match="投诉接收时间不能晚于现在"):
            complaint_of(people, hours_ago=-1)
        assert Complaint.objects.count() == 0

    def test_a_rep_registers_for_his_own_customers_only(self, people):
        with pytest.raises(PermissionDenied, match="您不能登记该客户的投诉"):
            complaint_of(people, people.rep2)
        assert Complaint.objects.count() == 0

    def test_the_service_centre_registers_for_any_customer(self, people):
        """SVC-06"""
        for owner in (people.rep1, people.rep3, None):
            assert complaint_of(people, people.service, customer=CustomerFactory(owner=owner)).status == "registered"

    def test_correcting_it_moves_no_clock(self, people):
        """CMP-02"""
        complaint = complaint_of(people)
        update_complaint(complaint.pk, people.rep1, content="前桥异响", contact_phone="139")
        after = Complaint.objects.get()
        assert (after.content, after.contact_phone) == ("前桥异响", "139")
        assert (after.received_at, after.deadline_at) == (complaint.received_at, complaint.deadline_at)


class TestClock:
    RECEIVED = moment("2026-03-06T16:00")

    @pytest.mark.parametrize(("place", "deadline"), [("local", "2026-03-07T16:00"), ("remote", "2026-03-08T16:00")])
    def test_calendar_hours_by_place(self, place, deadline):
        """CMP-02"""
        assert deadline_of(self.RECEIVED, place, 24, 48) == moment(deadline)

    def test_the_worked_example_over_a_month_end(self):
        """CMP-02"""
        assert deadline_of(moment("2026-02-27T09:30"), "remote", 24, 48) == moment("2026-03-01T09:30")

    @pytest.mark.parametrize(
        ("handled", "state"), [("2026-03-07T16:00", "met"), ("2026-03-07T16:01", "missed"), ("2026-03-06T16:30", "met")]
    )
    def test_handled_exactly_at_the_deadline_is_met_one_minute_later_missed(self, handled, state):
        """CMP-02"""
        assert sla_state(moment("2026-03-07T16:00"), moment(handled), moment("2026-03-09T00:00")) == state

    @pytest.mark.parametrize(("now", "state"), [("2026-03-07T16:00", "running"), ("2026-03-07T16:01", "missed")])
    def test_unhandled_it_runs_up_to_the_deadline(self, now, state):
        assert sla_state(moment("2026-03-07T16:00"), None, moment(now)) == state

    def test_half_time(self):
        """CMP-08"""
        assert half_time_of(self.RECEIVED, moment("2026-03-07T16:00"), 50) == moment("2026-03-07T04:00")

    @pytest.mark.parametrize(
        ("now", "tone", "words", "percent"),
        [
            ("2026-03-06T18:30", "info", "21 小时 30 分钟", 10),
            ("2026-03-07T04:00", "warn", "12 小时", 50),
            ("2026-03-07T15:59", "warn", "1 分钟", 100),
            ("2026-03-07T17:00", "bad", "1 小时", 100),
            ("2026-03-10T18:00", "bad", "3 天 2 小时", 100),
        ],
    )
    def test_what_a_person_sees_of_it(self, now, tone, words, percent):
        complaint = Complaint(
            received_at=self.RECEIVED, half_time_at=moment("2026-03-07T04:00"), deadline_at=moment("2026-03-07T16:00")
        )
        clock = clock_of(complaint, moment(now))
        assert (clock.tone, clock.percent) == (tone, percent)
        with translation.override("zh-hans"):
            assert span_words(abs(moment(now) - complaint.deadline_at)) == words
        assert span_words(abs(moment(now) - complaint.deadline_at)) in clock.words

    def test_a_customer_that_moves_changes_no_running_clock(self, people):
        """CMP-02, CUS-10"""
        complaint = complaint_of(people)
        customer = complaint.customer
        customer.location_type = "remote"
        customer.save(update_fields=["location_type"])
        assert Complaint.objects.get().deadline_at == complaint.deadline_at
        later = complaint_of(people, customer=customer)
        assert later.deadline_at - later.received_at == dt.timedelta(hours=48)


class TestSeverity:
    def test_a_rep_may_not_set_it(self, people):
        """CMP-06"""
        complaint = complaint_of(people)
        for user in (people.rep1, people.supervisor, people.service, people.director, people.technical):
            with pytest.raises(PermissionDenied, match="投诉等级只能由品质部或销售经理确定"):
                set_severity(complaint.pk, user, "serious")
        with pytest.raises(PermissionDenied, match="投诉等级只能由品质部或销售经理确定"):
            complaint_of(people, severity="serious")
        assert [(row.severity, row.severity_set_by) for row in Complaint.objects.all()] == [("general", None)]

    @pytest.mark.parametrize("name", ["quality", "manager"])
    def test_quality_and_the_sales_manager_set_it_and_the_change_is_logged_and_told(self, people, name):
        """CMP-06"""
        complaint, user = complaint_of(people), getattr(people, name)
        Notice.objects.all().delete()
        set_severity(complaint.pk, user, "serious", "批量问题")
        complaint.refresh_from_db()
        assert (complaint.severity, complaint.severity_set_by) == ("serious", user)
        assert audit.timeline(complaint)[0].changes["severity"] == ["general", "serious"]
        told = {people.rep1, people.supervisor, people.manager} - {user}
        assert {notice.user for notice in Notice.objects.all()} == told

    def test_nobody_closes_what_nobody_classed(self, people):
        """CMP-06"""
        complaint = confirmed(people, classed="")
        with pytest.raises(BusinessError, match="关闭投诉前，须由品质部或销售经理确定投诉等级"):
            handling.close_complaint(complaint.pk, people.rep1, "总结")
        assert Complaint.objects.get().status == "customer_confirmed"
        set_severity(complaint.pk, people.manager, "general")
        assert handling.close_complaint(complaint.pk, people.rep1, "总结").status == "closed"


class TestInvestigation:
    def test_a_department_that_is_asked_sees_this_one_complaint_and_answers(self, people):
        """CMP-03"""
        other, complaint = complaint_of(people), complaint_of(people)
        assert set(Complaint.objects.visible_to(people.technical)) == set()
        handling.investigate(complaint.pk, people.rep1, ["tec", "prod"], "请分析")
        assert set(Complaint.objects.visible_to(people.technical)) == {complaint}
        assert set(Complaint.objects.visible_to(people.quality)) == {complaint, other}
        assert {notice.role for notice in DepartmentNotice.objects.all()} == {"tec", "prod"}
        handling.answer_investigation(complaint.pk, people.technical, "热处理硬度偏低")
        row = Investigation.objects.get(department="tec")
        assert (row.finding, row.found_by) == ("热处理硬度偏低", people.technical)
        assert Investigation.objects.filter(found_at__isnull=True).count() == 1

    def test_the_hand_over_is_done_once_the_department_owes_nothing_more(self, people):
        """CMP-03, CMP-05"""
        complaint = investigated(people)
        handling.investigate(complaint.pk, people.rep1, ["tec"], "请分析")
        day = today() + dt.timedelta(days=7)
        add_corrective_action(complaint.pk, people.rep1, "增加检具", day, department="tec")
        notices = DepartmentNotice.objects.filter(role="tec").order_by("pk")
        assert notices.last().due_at == moment(f"{day}T23:59")
        handling.answer_investigation(complaint.pk, people.technical, "热处理硬度偏低")
        assert [notice.status for notice in notices.all()] == ["sent", "sent"]
        finish_corrective_action(complaint.pk, people.rep1, complaint.corrective_actions.get(), "检具到位")
        assert [(notice.status, notice.done_by) for notice in notices.all()] == [("done", people.rep1)] * 2
        handling.answer_investigation(complaint.pk, people.quality, "同批次复检合格")
        assert DepartmentNotice.objects.get(role="qa").status == "done"

    def test_who_was_not_asked_writes_no_finding(self, people):
        """CMP-03"""
        complaint = investigated(people)
        for user in (people.rep1, people.technical, people.production):
            with pytest.raises(PermissionDenied, match="该投诉没有询问您的部门"):
                handling.answer_investigation(complaint.pk, user, "…")
        assert Investigation.objects.get().finding == ""

    def test_a_department_is_not_asked_twice_while_it_has_not_answered(self, people):
        complaint = investigated(people)
        handling.investigate(complaint.pk, people.rep1, ["qa", "prod"])
        assert sorted(Investigation.objects.values_list("department", flat=True)) == ["prod", "qa"]

    def test_after_the_solution_was_carried_out_nobody_is_asked_any_more(self, people):
        complaint = resolved(people)
        with pytest.raises(BusinessError, match="该投诉的调查已结束"):
            handling.investigate(complaint.pk, people.rep1, ["prod"])
        assert (Complaint.objects.get().status, Investigation.objects.count()) == ("resolved", 1)

    @pytest.mark.parametrize("missing", [{"cause_text": ""}, {"solution": " "}])
    def test_without_cause_and_solution_nothing_is_proposed(self, people, missing):
        """CMP-03"""
        complaint = investigated(people)
        with pytest.raises(BusinessError, match="解决方案须写明原因和处理办法"):
            handling.propose_solution(complaint.pk, people.rep1, **{"cause_text": "a", "solution": "b", **missing})
        assert Complaint.objects.get().status == "investigating"

    def test_a_solution_is_improved_until_it_is_carried_out(self, people):
        complaint = investigated(people)
        handling.propose_solution(complaint.pk, people.rep1, "a", "b")
        handling.propose_solution(complaint.pk, people.rep1, "a", "c")
        assert Complaint.objects.get().solution == "c"


class TestUntilTheCustomerIsSatisfied:
    def test_the_clock_stops_when_the_solution_is_carried_out(self, people):
        """CMP-02, CMP-04"""
        complaint = resolved(people)
        assert (complaint.status, complaint.sla_state) == ("resolved", "met")
        assert complaint.first_reply_at == complaint.handled_at
        assert not Task.objects.about(complaint).open().exists()
        assert resolved(people, hours_ago=25).sla_state == "missed"

    def test_the_first_report_to_the_customer_is_the_first_reply(self, people):
        """CMP-04"""
        complaint = complaint_of(people)
        handling.add_note(complaint.pk, people.rep1, "已安排复检")
        assert Complaint.objects.get().first_reply_at is None
        handling.add_note(complaint.pk, people.rep1, "已电话告知", to_customer=True)
        assert Complaint.objects.get().first_reply_at is not None

    def test_without_confirmation_it_is_not_closed(self, people):
        """CMP-04"""
        complaint = resolved(people)
        with pytest.raises(BusinessError, match="未经客户确认，投诉不能关闭"):
            handling.close_complaint(complaint.pk, people.rep1, "总结")
        with pytest.raises(BusinessError, match="请填写客户方确认人"):
            handling.confirm_complaint(complaint.pk, people.rep1, "  ", True)
        with pytest.raises(BusinessError, match="请选择客户是否满意"):
            handling.confirm_complaint(complaint.pk, people.rep1, "王芳", None)
        assert Complaint.objects.get().status == "resolved"

    def test_confirmed_it_is_closed_with_a_summary(self, people):
        """CMP-04"""
        complaint = confirmed(people)
        assert (complaint.confirmed_by, complaint.satisfied) == ("王芳", True)
        handling.close_complaint(complaint.pk, people.rep1, "齿轮间隙控制")
        assert Complaint.objects.get().status == "closed"

    def test_not_satisfied_reopens_it_and_the_clock_runs_on(self, people):
        """CMP-04"""
        complaint = resolved(people)
        with pytest.raises(BusinessError, match="请填写客户不满意的内容"):
            handling.confirm_complaint(complaint.pk, people.rep1, "王芳", False)
        handling.confirm_complaint(complaint.pk, people.rep1, "王芳", False, "仍有异响")
        again = Complaint.objects.get()
        assert (again.status, again.handled_at, again.reopened, again.sla_state) == (
            "investigating",
            None,
            1,
            "running",
        )
        assert again.deadline_at == complaint.deadline_at
        assert [task.person for task in Task.objects.about(complaint).open()] == [people.rep1]

    def test_a_stranger_does_nothing_with_it(self, people):
        complaint = investigated(people)
        for user in (people.rep2, people.technical, people.director, people.finance):
            with pytest.raises(PermissionDenied, match="投诉由客户负责人、客户服务中心处理，品质部在被指派后参与处理"):
                handling.add_note(complaint.pk, user, "…")
            with pytest.raises(PermissionDenied, match="投诉由客户负责人、客户服务中心处理，品质部在被指派后参与处理"):
                handling.propose_solution(complaint.pk, user, "a", "b")
        assert Complaint.objects.get().status == "investigating"


class TestCorrectiveActions:
    def test_a_serious_complaint_without_one_is_not_closed(self, people):
        """CMP-05"""
        complaint = confirmed(people)
        set_severity(complaint.pk, people.quality, "serious")
        with pytest.raises(BusinessError, match="严重投诉须先登记纠正措施，方可关闭"):
            handling.close_complaint(complaint.pk, people.rep1, "总结")
        assert Complaint.objects.get().status == "customer_confirmed"
        add_corrective_action(complaint.pk, people.rep1, "热处理首件必检", today(), department="prod")
        handling.close_complaint(complaint.pk, people.rep1, "总结")
        assert Complaint.objects.get().status == "closed"

    def test_the_person_responsible_sees_it_has_a_to_do_and_reports_it_done(self, people):
        """CMP-05"""
        complaint = investigated(people)
        add_corrective_action(complaint.pk, people.rep1, "增加检具", today(), person=people.production)
        action = complaint.corrective_actions.get()
        assert complaint in Complaint.objects.visible_to(people.production)
        assert Task.objects.about(complaint).open().filter(person=people.production).count() == 1
        with pytest.raises(PermissionDenied, match="纠正措施由责任人、责任部门或投诉处理人员完成"):
            finish_corrective_action(complaint.pk, people.technical, action, "…")
        finish_corrective_action(complaint.pk, people.production, action, "检具到位，复检合格")
        action.refresh_from_db()
        assert action.done_by == people.production
        assert not Task.objects.about(complaint).open().filter(person=people.production).exists()

    @pytest.mark.parametrize("wrong", [{"department": ""}, {"due_on": dt.date(2020, 1, 1)}, {"measure": " "}])
    def test_it_needs_a_measure_somebody_responsible_and_a_day(self, people, wrong):
        """CMP-05"""
        complaint = investigated(people)
        with pytest.raises(BusinessError, match="请指定责任部门或责任人|纠正措施的期限应为今天或以后|请填写措施内容"):
            add_corrective_action(
                complaint.pk, people.rep1, **{"measure": "a", "due_on": today(), "department": "qa", **wrong}
            )
        assert not complaint.corrective_actions.exists()
