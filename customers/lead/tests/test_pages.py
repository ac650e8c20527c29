"""Board, pool, list and report of leads: what each person may press, and one query count whatever the rows."""

import datetime as dt
import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from customers.lead.models import Lead, LeadAssessment
from customers.lead.tests.test_leads import RATINGS
from customers.potential.tests.test_potential import paper
from customers.tests.factories import CustomerFactory, LeadFactory
from salesmgmt.core.domain import exports, imports
from salesmgmt.core.exceptions import PermissionDenied
from salesmgmt.core.models import ExportLog, Notice
from salesmgmt.core.tests.factories import company, received

pytestmark = pytest.mark.django_db

BOARD = "/leads/board/"


@pytest.fixture
def people():
    found = company()
    for person in vars(found).values():
        if hasattr(person, "language"):
            person.language = "en"
            person.save(update_fields=["language"])
    return found


def lead_of(people, **fields):
    return LeadFactory(owner=people.rep1, created_by=people.rep1, region=people.units.east, **fields)


def pooled(people, **fields):
    return LeadFactory(status="contacted", region=people.units.east, pool_since=timezone.now(), **fields)


def assessed(people, **fields):
    lead = lead_of(people, status="contacted", **fields)
    LeadAssessment.objects.create(lead=lead, **RATINGS)
    return lead


def cards(client, **query):
    page = client.get(BOARD, query)
    assert page.status_code == 200
    return {column.status: column.cards for column in page.context["columns"]}


def moves(client, lead):
    found = next(card for column in cards(client).values() for card in column if card.document == lead)
    return {target: address.split("/do/")[1].split("/")[0] for target, address in json.loads(found.moves).items()}


class TestBoard:
    def test_a_column_for_each_status_with_its_leads(self, rep, people):
        new, contacted = lead_of(people), lead_of(people, status="contacted")
        LeadFactory(owner=people.rep2)
        pooled(people)
        found = cards(rep)
        assert list(found) == Lead.Status.values
        assert [card.document for card in found["new"]] == [new]
        assert [card.document for card in found["contacted"]] == [contacted]

    @pytest.mark.parametrize(
        "status, name, expected",
        [
            ("new", "rep1", {}),
            ("new", "supervisor", {"assigned": "assign", "disqualified": "disqualify"}),
            ("assigned", "rep1", {"contacted": "log"}),
            ("assigned", "supervisor", {"disqualified": "disqualify"}),
            ("contacted", "rep1", {"qualified": "assess"}),
            ("contacted", "manager", {"assigned": "assign", "disqualified": "disqualify"}),
            ("contacted", "gm", {}),
            ("qualified", "rep1", {"converted": "convert"}),
            ("qualified", "supervisor", {}),
            ("disqualified", "manager", {"assigned": "reopen"}),
            ("disqualified", "supervisor", {}),
        ],
    )
    def test_a_card_moves_where_the_table_and_the_person_allow(self, client, people, status, name, expected):
        lead = lead_of(people, status=status, disqualified_reason="…" if status == "disqualified" else "")
        client.force_login(getattr(people, name))
        assert moves(client, lead) == expected

    def test_a_lead_with_four_ratings_is_qualified_without_a_second_look(self, rep, people):
        assert moves(rep, assessed(people)) == {"qualified": "qualify"}

    def test_thirty_of_a_column_are_shown_and_the_rest_is_on_the_list(self, rep, people):
        LeadFactory.create_batch(32, owner=people.rep1)
        page = rep.get(BOARD)
        column = page.context["columns"][0]
        assert (len(column.cards), column.total, column.hidden) == (30, 32, 2)
        assert column.cards[0].document == Lead.objects.first()
        assert "/leads/?status=new" in page.content.decode()

    def test_filters_stay_in_the_address_and_lead_back_after_an_act(self, client, people):
        lead = lead_of(people, company="成都远航车业")
        lead_of(people, company="贵阳花溪农机")
        client.force_login(people.supervisor)
        found = cards(client, q="yuanhang")["new"]
        assert [card.document for card in found] == [lead]
        address = json.loads(found[0].moves)["disqualified"]
        answer = client.post(address, {"comment": "无意向"})
        assert (answer.status_code, answer.url) == (302, f"{BOARD}?q=yuanhang")

    @pytest.mark.parametrize("target", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
    def test_an_act_leads_to_no_foreign_address(self, client, people, target):
        lead = lead_of(people)
        client.force_login(people.supervisor)
        answer = client.post(f"/leads/{lead.pk}/do/disqualify/?next={target}", {"comment": "无意向"})
        assert answer.url == lead.get_absolute_url()

    def test_it_asks_as_often_for_many_cards_as_for_one_of_each(self, client, people, django_assert_num_queries):
        client.force_login(people.supervisor)

        def one_of_each():
            for status in ("new", "assigned", "contacted", "qualified"):
                lead_of(people, status=status)
            LeadFactory(region=people.units.east)
            assessed(people)

        one_of_each()
        client.get(BOARD)
        with django_assert_num_queries(10):
            client.get(BOARD)
        one_of_each()
        one_of_each()
        with django_assert_num_queries(10):
            client.get(BOARD)

    @pytest.mark.parametrize("name", ["finance", "service", "quality", "admin"])
    def test_who_reads_no_leads_has_no_board(self, client, people, name):
        client.force_login(getattr(people, name))
        assert [client.get(address).status_code for address in (BOARD, "/leads/pool/")] == [403, 403]


class TestAssigningMany:
    def post(self, client, leads, **data):
        return client.post("/leads/", {"bulk": "assign", "pk": [lead.pk for lead in leads], **data})

    def test_the_rep_is_asked_once_and_every_lead_is_his(self, client, people):
        """LEAD-02"""
        leads = [lead_of(people), lead_of(people), lead_of(people, status="qualified")]
        client.force_login(people.manager)
        dialog = client.post(
            "/leads/", {"bulk": "assign", "pk": [lead.pk for lead in leads]}, headers={"hx-request": "true"}
        )
        assert (dialog.status_code, dialog.context["pks"]) == (200, sorted(lead.pk for lead in leads))
        token = dialog.context["form_token"]
        assert self.post(client, leads, form_token=token).status_code == 422
        for _again in range(2):  # a double click
            answer = self.post(client, leads, form_token=token, owner=people.rep2.pk, remark="展会名片")
            assert answer.status_code == 302
        assert [(lead.status, lead.owner) for lead in Lead.objects.order_by("pk")] == [
            ("assigned", people.rep2),
            ("assigned", people.rep2),
            ("qualified", people.rep1),
        ]
        assert Notice.objects.filter(user=people.rep2).count() == 2

    def test_a_rep_assigns_none(self, rep, people):
        """LEAD-02"""
        lead = lead_of(people)
        assert self.post(rep, [lead], form_token="x", owner=people.rep1.pk).status_code == 403
        lead.refresh_from_db()
        assert lead.status == "new"

    def test_leads_of_another_region_are_left_alone(self, client, people):
        lead = lead_of(people)
        client.force_login(people.manager2)
        assert self.post(client, [lead], form_token="x", owner=people.rep3.pk).status_code == 302
        lead.refresh_from_db()
        assert (lead.status, lead.owner) == ("new", people.rep1)


class TestPoolPage:
    def test_a_rep_claims_several_from_the_pool_of_his_region(self, rep, people):
        first, second = pooled(people), pooled(people)
        west = LeadFactory(status="assigned", region=people.units.west, pool_since=timezone.now())
        page = rep.get("/leads/pool/")
        assert {row.record.pk for row in page.context["page"].object_list} == {first.pk, second.pk}
        rep.post("/leads/pool/", {"bulk": "claim", "pk": [first.pk, second.pk, west.pk]})
        assert list(Lead.objects.order_by("pk").values_list("owner", flat=True)) == [people.rep1.pk] * 2 + [None]

    def test_the_page_of_a_pool_lead_offers_the_claim_and_says_how_many_one_has(self, rep, people):
        lead = pooled(people)
        page = rep.get(lead.get_absolute_url())
        assert (page.context["open_leads"], page.context["capacity"]) == (0, 20)
        assert [action.name for action, _address in page.context["buttons"]] == ["claim"]
        rep.post(reverse("lead-do", args=[lead.pk, "claim"]))
        lead.refresh_from_db()
        assert lead.owner == people.rep1

    def test_a_rep_of_another_region_does_not_find_it(self, client, people):
        lead = pooled(people)
        client.force_login(people.rep3)
        assert client.get(lead.get_absolute_url()).status_code == 404
        assert client.post(reverse("lead-do", args=[lead.pk, "claim"])).status_code == 404

    def test_three_rows_cost_what_one_costs(self, rep, people, django_assert_num_queries):
        pooled(people)
        rep.get("/leads/pool/")
        with django_assert_num_queries(12):
            rep.get("/leads/pool/")
        pooled(people)
        pooled(people)
        with django_assert_num_queries(12):
            rep.get("/leads/pool/")


class TestKnownCompanies:
    DATA = {"contact_name": "李强", "phone": "139", "source": "exhibition", "channel": "offline"}

    def post(self, client, name, **data):
        return client.post("/leads/new/", {**self.DATA, "company": name, **data})

    @pytest.mark.parametrize("name", ["成都远航车业有限公司", "成都远航车业 有限责任公司", "成都远航车业"])
    def test_a_company_that_is_a_lead_already_is_pointed_out_once(self, rep, people, name):
        known = lead_of(people, company="成都远航车业有限公司")
        answer = self.post(rep, name)
        assert (answer.status_code, Lead.objects.count()) == (422, 1)
        assert known.number in str(answer.context["form"].errors["company"])
        assert self.post(rep, name, is_other_firm="on").status_code == 302
        assert Lead.objects.count() == 2

    def test_of_another_teams_lead_nothing_is_shown(self, rep, people):
        other = LeadFactory(owner=people.rep2, company="成都远航车业有限公司")
        answer = self.post(rep, "成都远航车业")
        assert answer.status_code == 422
        assert other.number not in answer.content.decode()

    def test_a_customer_is_pointed_out_too(self, rep, people):
        """CUS-13"""
        CustomerFactory(owner=people.rep1, name="成都远航车业有限公司")
        assert self.post(rep, "成都远航车业").status_code == 422

    def test_a_lead_that_was_dropped_is_none(self, rep, people):
        lead_of(people, company="成都远航车业有限公司", status="disqualified", disqualified_reason="…")
        assert self.post(rep, "成都远航车业有限公司").status_code == 302

    def test_an_edit_that_leaves_the_name_is_not_held_up(self, rep, people):
        lead = lead_of(people, company="成都远航车业有限公司")
        lead_of(people, company="成都远航车业有限公司")
        data = {**self.DATA, "company": lead.company, "phone": "137"}
        assert rep.post(f"/leads/{lead.pk}/edit/", data).status_code == 302
        lead.refresh_from_db()
        assert lead.phone == "137"


class TestImport:
    HEADER = ["线索编号", "公司", "联系人", "电话", "来源", "区域", "需求"]
    ROW = [None, "成都远航车业有限公司", "李强", "13900000000", "Exhibition", None, "前桥"]

    def run(self, user, *rows, **options):
        sheet, data = openpyxl.Workbook(), io.BytesIO()
        for row in [self.HEADER, *rows]:
            sheet.active.append(row)
        sheet.save(data)
        job = received(user, "leads", SimpleUploadedFile("leads.xlsx", data.getvalue()))
        job = imports.check_file(job.pk, user, job.mapping, **{"date_order": "ymd", **options})
        return job if job.bad_rows else imports.import_file(job.pk, user)

    def test_a_list_of_visiting_cards_becomes_leads_of_who_imports(self, people):
        """LEAD-01"""
        job = self.run(people.rep1, self.ROW, [None, "贵阳花溪农机厂", "白雪", "138", "Referral", "East", ""])
        assert (job.created, job.bad_rows) == (2, 0)
        assert set(Lead.objects.values_list("owner", "status", "region")) == {
            (people.rep1.pk, "new", people.units.east.pk)
        }

    @pytest.mark.parametrize(
        "place, value", [(1, None), (2, None), (3, None), (4, None), (4, "nowhere"), (5, "nowhere"), (0, "LEAD-9")]
    )
    def test_a_row_that_lacks_something_is_refused_with_its_reason(self, people, place, value):
        """LEAD-01"""
        row = [*self.ROW]
        row[place] = value
        assert self.run(people.rep1, row).bad_rows == 1
        assert Lead.objects.count() == 0

    def test_the_same_list_twice_makes_no_second_lead(self, people):
        self.run(people.rep1, self.ROW)
        assert self.run(people.rep1, self.ROW).bad_rows == 1
        assert Lead.objects.count() == 1

    def test_a_lead_known_by_its_number_changes_in_update_mode_only(self, people):
        lead = lead_of(people, company=self.ROW[1])
        row = [lead.number, *self.ROW[1:3], "13711112222", *self.ROW[4:]]
        assert self.run(people.rep1, row).unchanged == 1
        assert self.run(people.rep1, row, update_existing=True).updated == 1
        lead.refresh_from_db()
        assert (lead.phone, Lead.objects.count()) == ("13711112222", 1)

    def test_somebody_elses_number_is_unknown(self, people):
        lead = LeadFactory(owner=people.rep2)
        assert self.run(people.rep1, [lead.number, *self.ROW[1:]], update_existing=True).bad_rows == 1
        lead.refresh_from_db()
        assert lead.contact_name == "李强"

    @pytest.mark.parametrize("name", ["manager", "gm", "finance", "admin"])
    def test_others_import_none(self, people, name):
        with pytest.raises(PermissionDenied, match="您没有此项导入的权限"):
            self.run(getattr(people, name), self.ROW)

    def test_the_list_leads_to_the_import(self, rep):
        assert rep.get("/leads/import/", follow=True).status_code == 200


class TestExport:
    def book(self, job):
        return openpyxl.load_workbook(exports.file_of(job))

    def test_the_list_is_exported_by_the_manager_and_bears_his_name(self, people):
        lead_of(people)
        book = self.book(exports.start(people.manager, "lead"))
        assert book.active.max_row == 2
        assert "Manager" in book.active.oddFooter.left.text
        assert (book.properties.creator, ExportLog.objects.get().user) == ("Manager", people.manager)

    def test_the_channel_report_is_exported_with_its_period(self, people):
        """LEAD-07"""
        customer = CustomerFactory(owner=people.rep1)
        for number in range(4):
            lead_of(people, **({"status": "converted", "customer": customer} if not number else {}))
        old = lead_of(people, source="referral")
        Lead.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=900))
        query = f"created_at_after={timezone.localdate() - dt.timedelta(days=30)}"
        sheet = self.book(exports.start(people.manager, "lead-channels", query)).active
        rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2, max_row=2)]
        assert rows == [("Exhibition", 4, 1, 1, 0.25)]
        assert "Manager" in sheet.oddFooter.left.text

    @pytest.mark.parametrize("key", ["lead", "lead-channels", "lead-pool"])
    def test_a_rep_exports_none(self, people, key):
        lead_of(people)
        with pytest.raises(PermissionDenied, match="您没有导出此列表的权限"):
            exports.start(people.rep1, key)
        assert ExportLog.objects.count() == 0


class TestMilestones:
    def test_they_are_recorded_on_the_page_and_printed(self, rep, people):
        """LEAD-08"""
        lead = lead_of(people, status="contacted")
        pdf = reverse("lead-potential-pdf", args=[lead.pk])
        data = {"on": "2026-05-01", "sample": "前桥总成", "sample_state": "合格", "file": paper()}
        assert rep.post(reverse("lead-do", args=[lead.pk, "sample"]), {**data, "file": ""}).status_code == 422
        assert rep.post(reverse("lead-do", args=[lead.pk, "sample"]), data).status_code == 302
        data = {"on": "2026-06-01", "intention": "年需 3000 套", "file": paper()}
        assert rep.post(reverse("lead-do", args=[lead.pk, "intent"]), data).status_code == 302
        assert rep.get(lead.get_absolute_url()).status_code == 200
        assert rep.get(pdf).content[:5] == b"%PDF-"

    def test_the_paper_of_somebody_else_does_not_exist(self, rep, people):
        lead = LeadFactory(owner=people.rep2)
        assert rep.get(reverse("lead-potential-pdf", args=[lead.pk])).status_code == 404


def test_the_channel_page_offers_periods_and_the_export_to_those_who_may(client, people):
    """LEAD-07"""
    lead_of(people)
    for name, exports_it in (("rep1", False), ("manager", True), ("gm", False)):
        client.force_login(getattr(people, name))
        page = client.get(reverse("lead-channels"))
        assert (page.status_code, len(page.context["periods"]), bool(page.context["export_url"])) == (
            200,
            4,
            exports_it,
        )
        for _label, query in page.context["periods"]:
            assert client.get(f"{reverse('lead-channels')}?{query}").status_code == 200


def test_the_page_of_a_lead_asks_as_often_for_three_of_everything(rep, people, django_assert_num_queries):
    one, three = assessed(people), assessed(people)
    for lead, number in ((one, 1), (three, 3)):
        for _again in range(number):
            lead.activities.create(kind="call", summary="…", by=people.rep1)
            lead.assignments.create(to_user=people.rep1, assigned_by=people.supervisor)
    rep.get(one.get_absolute_url())
    for lead in (one, three):
        with django_assert_num_queries(10):
            rep.get(lead.get_absolute_url())
