"""Market research: reports of the quarter, intelligence, strategy (RSH-01 to RSH-03)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from customers.intelligence import report as intelligence
from customers.intelligence.models import MarketIntelligence
from customers.research import writing as research
from customers.research.grid import grid
from customers.research.models import ResearchReport
from customers.strategy import proposal as strategy
from customers.strategy.models import StrategyProposal
from salesmgmt.core import registry
from salesmgmt.core.calendar import Quarter, at, quarter_of, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import IssuedDocument, Notice, Task
from salesmgmt.core.output import pdf

pytestmark = pytest.mark.django_db

CONTENT = {"facts": "走访 12 家", "trend": "需求上升", "conclusions": "加大投入"}
ANALYSIS = {
    "trend": "上升",
    "target_market": "商用车",
    "market_structure": "集中",
    "competition": "三家",
    "strategy": "聚焦",
}
APRIL = at(dt.date(2026, 4, 1), dt.time(6, 30))


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def report(author, type_="market", year=2026, quarter=1, **fields):
    return research.create_research(author, type=type_, year=year, quarter=quarter, **{**CONTENT, **fields})


def submitted(author, *args, **kwargs):
    return research.submit_research(report(author, *args, **kwargs).pk, author)


class TestResearch:
    def test_the_missing_one_of_three_is_reported_when_the_quarter_has_ended(self, people):
        """RSH-01"""
        submitted(people.rep1, "market")
        submitted(people.supervisor, "customer")
        draft = report(people.rep2, "peer")
        assert research.report_missing(APRIL) == 1
        notices = Notice.objects.filter(key="research-missing-2026Q1")
        assert set(notices.values_list("user__username", flat=True)) == {"manager", "manager2", "director", "rep2"}
        assert set(notices.values_list("subject", flat=True)) == {"2026Q1 缺少：同行调查报告"}  # the readers' language
        assert research.report_missing(APRIL) == 1
        assert notices.count() == 4
        research.submit_research(draft.pk, people.rep2)
        assert research.report_missing(APRIL) == 0

    def test_the_quarter_opens_with_three_to_dos_and_no_more_the_second_time(self, people):
        """RSH-01"""
        own = report(people.rep1, "peer", quarter=2)
        assert research.open_quarter(APRIL) == 3
        assert research.open_quarter(APRIL) == 0
        assert set(Task.objects.values_list("person__username", "due_on")) == {
            ("supervisor", dt.date(2026, 6, 30)),
            ("supervisor2", dt.date(2026, 6, 30)),
            ("rep1", dt.date(2026, 6, 30)),
        }
        research.submit_research(own.pk, people.rep1)
        assert Task.objects.get(person=people.rep1).status == "done"

    def test_both_jobs_run_for_every_quarter(self):
        for key in ("research-open", "research-missing"):
            assert registry.periodic_job(key).every_slot

    @pytest.mark.parametrize("empty", CONTENT)
    def test_facts_trend_and_conclusions_are_needed(self, people, empty):
        """RSH-01"""
        draft = report(people.rep1, **{empty: " "})
        with pytest.raises(BusinessError, match="Still empty"):
            research.submit_research(draft.pk, people.rep1)
        assert fresh(draft).status == "draft"

    def test_the_manager_reviews_and_nobody_his_own(self, people):
        """RSH-01"""
        found = submitted(people.rep1)
        for person in (people.rep1, people.supervisor, people.manager2, people.director, people.gm):
            with pytest.raises(
                PermissionDenied, match="A research report is reviewed by the manager of the region, and by"
            ):
                research.review_research(found.pk, person, "好")
        assert fresh(found).status == "submitted"
        research.return_research(found.pk, people.manager, "补充数据")
        assert Task.objects.get(person=people.rep1).status == "open"
        research.submit_research(found.pk, people.rep1)
        assert not Task.objects.open().exists()
        assert research.review_research(found.pk, people.manager, "好").status == "reviewed"
        pdf.print_waiting()
        assert IssuedDocument.objects.get().form_code == "F-34"

    def test_a_manager_gives_a_draft_to_another_author_with_its_to_do(self, people):
        research.open_quarter(APRIL)
        draft = ResearchReport.objects.get(author=people.supervisor2)
        with pytest.raises(
            PermissionDenied, match="A draft of a research report is passed on by the manager of the region"
        ):
            research.pass_on_research(draft.pk, people.rep2, people.rep1)
        with pytest.raises(BusinessError, match="your people"):
            research.pass_on_research(draft.pk, people.manager, people.rep3)
        research.pass_on_research(draft.pk, people.manager, people.rep2)
        assert (fresh(draft).author, Task.objects.get(person=people.rep2).status) == (people.rep2, "open")

    def test_the_grid_tells_done_late_open_and_missing_apart(self, people):
        """RSH-01"""
        submitted(people.rep1, "market")
        late = submitted(people.rep1, "customer")
        ResearchReport.objects.filter(type="market").update(submitted_at=at(dt.date(2026, 3, 1)))
        ResearchReport.objects.filter(pk=late.pk).update(submitted_at=at(dt.date(2026, 4, 2)))
        rows = dict(grid(ResearchReport.objects.all(), Quarter(2026, 2)))
        assert [cell.state for cell in rows[Quarter(2026, 1)]] == ["done", "late", "missing"]
        assert [cell.state for cell in rows[Quarter(2026, 2)]] == ["open"] * 3

    def test_pages(self, client, people):
        """RSH-01"""
        now = quarter_of(today())
        found = submitted(people.rep1, year=now.year, quarter=now.number, title="商用车市场")
        client.force_login(people.rep1)
        assert client.get(reverse("research-pdf", args=[found.pk])).content[:5] == b"%PDF-"
        data = {"type": "peer", "year": now.year, "quarter": now.number, **CONTENT}
        assert client.post(reverse("research-create"), data).status_code == 302
        assert "商用车市场" in client.get(reverse("research-quarters")).content.decode()
        for person in (people.rep2, people.manager2):
            client.force_login(person)
            assert client.get(found.get_absolute_url()).status_code == 404
            assert client.get(reverse("research-pdf", args=[found.pk])).status_code == 404
        client.force_login(people.manager)
        assert client.post(reverse("research-do", args=[found.pk, "review"]), {"comment": "好"}).status_code == 302
        client.force_login(people.quality)
        assert client.get(reverse("research-quarters")).status_code == 403

    def test_the_list_asks_as_often_for_three_rows(self, client, people, django_assert_num_queries):
        client.force_login(people.rep1)
        submitted(people.rep1)
        client.get(reverse("research-list"))
        with django_assert_num_queries(8):
            client.get(reverse("research-list"))
        submitted(people.rep1, "peer")
        submitted(people.rep1, "customer")
        with django_assert_num_queries(8):
            client.get(reverse("research-list"))


class TestIntelligence:
    def item(self, author):
        return intelligence.report_intelligence(
            author, topic="competitor", title="同行降价", competitor="乙公司", content="前桥降 5%", source="客户采购部"
        )

    def test_it_is_in_the_managers_unread_list_and_he_marks_it_used(self, client, people):
        """RSH-02"""
        item = self.item(people.rep1)
        assert list(MarketIntelligence.objects.visible_to(people.manager).unread()) == [item]
        assert Notice.objects.get().user == people.manager
        assert not MarketIntelligence.objects.visible_to(people.manager2).exists()
        client.force_login(people.manager)
        unread = client.get(reverse("intelligence-list") + "?status=reported").context["page"].object_list
        assert [row.record for row in unread] == [item]
        address = reverse("intelligence-do", args=[item.pk, "use"])
        assert client.post(address, {"comment": ""}).status_code == 422
        assert client.post(address, {"comment": "调整二季度报价"}).status_code == 302
        found = fresh(item)
        assert (found.status, found.use, found.read_by) == ("used", "调整二季度报价", people.manager)

    def test_only_the_manager_reads_and_uses_it(self, people):
        """RSH-02"""
        item = self.item(people.rep1)
        for person in (people.rep1, people.supervisor, people.manager2, people.gm):
            with pytest.raises(
                PermissionDenied, match="Intelligence is dealt with by the manager of the reporter or the"
            ):
                intelligence.read_intelligence(item.pk, person)
        with pytest.raises(BusinessError, match="used for"):
            intelligence.use_intelligence(item.pk, people.manager, " ")
        assert fresh(item).status == "reported"

    def test_read_in_bulk_and_edited_until_then(self, client, people):
        """RSH-02"""
        items = [self.item(people.rep1), self.item(people.rep2)]
        intelligence.update_intelligence(items[0].pk, people.rep1, title="同行降价 5%")
        client.force_login(people.manager)
        data = {"bulk": "read", "pk": [item.pk for item in items]}
        assert client.post(reverse("intelligence-list"), data).status_code == 302
        assert set(MarketIntelligence.objects.values_list("status", flat=True)) == {"read"}
        with pytest.raises(PermissionDenied, match="市场信息在主管阅读前由上报人编辑"):
            intelligence.update_intelligence(items[0].pk, people.rep1, title="…")

    def test_a_managers_own_report_goes_to_the_director(self, people):
        self.item(people.manager)
        assert Notice.objects.get().user == people.director

    def test_pages_of_others_do_not_exist(self, client, people):
        item = self.item(people.rep1)
        client.force_login(people.rep2)
        for name in ("intelligence-detail", "intelligence-edit"):
            assert client.get(reverse(name, args=[item.pk])).status_code == 404
        data = {"topic": "price", "title": "涨价", "source": "展会", "content": "钢材涨价"}
        assert client.post(reverse("intelligence-create"), data).status_code == 302
        client.force_login(people.quality)
        assert client.get(reverse("intelligence-list")).status_code == 403


class TestStrategy:
    def proposal(self, author, **fields):
        return strategy.create_strategy(author, title="年度策略", year=2027, **{**ANALYSIS, **fields})

    def test_the_deputy_manager_submits_and_only_director_or_general_manager_approve(self, people):
        """RSH-03"""
        for decider in (people.director, people.gm):
            found = self.proposal(people.manager)
            strategy.submit_strategy(found.pk, people.manager)
            step = approvals.open_steps_of(found).get()
            for person in (people.manager, people.manager2, people.supervisor, people.finance):
                with pytest.raises(PermissionDenied, match="This step is not yours to decide"):
                    approvals.approve(step.pk, person)
            assert fresh(found).status == "submitted"
            approvals.approve(step.pk, decider, "同意")
            assert (fresh(found).status, fresh(found).approved_on) == ("approved", today())

    def test_nobody_approves_his_own(self, people):
        """RSH-03"""
        found = self.proposal(people.director)
        strategy.submit_strategy(found.pk, people.director)
        step = approvals.open_steps_of(found).get()
        with pytest.raises(PermissionDenied, match="You wrote this yourself, so"):
            approvals.approve(step.pk, people.director)
        approvals.approve(step.pk, people.gm)
        assert fresh(found).status == "approved"

    @pytest.mark.parametrize("empty", ANALYSIS)
    def test_an_incomplete_analysis_is_not_submitted(self, people, empty):
        """RSH-03"""
        found = self.proposal(people.manager, **{empty: ""})
        with pytest.raises(BusinessError, match="Still empty"):
            strategy.submit_strategy(found.pk, people.manager)
        assert fresh(found).status == "draft"

    def test_reps_propose_nothing_and_a_rejected_one_is_edited_again(self, client, people):
        """RSH-03"""
        with pytest.raises(PermissionDenied, match="Strategies are proposed by sales managers and the sales director"):
            self.proposal(people.rep1)
        found = self.proposal(people.manager)
        strategy.submit_strategy(found.pk, people.manager)
        approvals.reject(approvals.open_steps_of(found).get().pk, people.director, "依据不足")
        based_on = research.review_research(submitted(people.rep1).pk, people.manager, "")
        client.force_login(people.manager)
        data = {"title": "年度策略", "year": 2027, **ANALYSIS, "based_on": [based_on.pk]}
        assert client.post(reverse("strategy-edit", args=[found.pk]), data).status_code == 302
        assert (fresh(found).status, list(found.based_on.all())) == ("draft", [based_on])
        assert client.get(found.get_absolute_url()).status_code == 200
        client.force_login(people.rep1)
        assert client.get(reverse("strategy-list")).status_code == 403
        client.force_login(people.manager2)
        assert client.get(found.get_absolute_url()).status_code == 404
        assert StrategyProposal.objects.count() == 1
