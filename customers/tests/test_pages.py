"""Every page of this app: open to those of its scope, one query count whatever the rows, forms that keep what was typed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from customers.domain.evaluations import Answer, start_evaluation, update_evaluation
from customers.domain.lead_conversion import convert_lead
from customers.models import Customer, CustomerEvaluation, EvaluationScheme, Lead, LeadAssessment, Opportunity
from customers.permissions.visit import can_create_visit
from customers.tests.factories import CustomerFactory, LeadFactory, active_customer, approved_evaluation, scheme
from customers.tests.test_evaluations import answers, approved
from salesmgmt.core.domain import approvals
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db

CODE = "91500000MA5U0000XN"


@pytest.fixture
def people():
    scheme()
    return company()


@pytest.fixture
def rep(client, people):
    client.force_login(people.rep1)
    return client


def lines(*rows):
    """The contact lines of the customer form."""
    data = {
        "lines-TOTAL_FORMS": len(rows),
        "lines-INITIAL_FORMS": 0,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 500,
    }
    for number, row in enumerate(rows):
        data |= {f"lines-{number}-{name}": value for name, value in row.items()}
    return data


FILE = {"name": "重庆川江机械制造有限公司", "location_type": "local", "segment": "regular"}
CONTACT = {"name": "王芳", "phone": "13800000000"}


# -- one query count -------------------------------------------------------------------------------------------

LISTS = {
    "lead-list": (lambda people: LeadFactory(owner=people.rep1, created_by=people.rep1), 14),
    "customer-list": (lambda people: active_customer(people.rep1), 13),
    "opportunity-list": (lambda people: converted(people), 12),
    "evaluation-list": (lambda people: approved_evaluation(active_customer(people.rep1), status="superseded"), 10),
}


def converted(people):
    lead = LeadFactory(owner=people.rep1, status="qualified", created_by=people.rep1)
    LeadAssessment.objects.create(lead=lead, size="high")
    convert_lead(lead.pk, people.rep1, name=lead.company, location_type="local", title="前桥")
    return Opportunity.objects.latest("pk")


def count_of(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_for_three_rows_as_for_one(rep, people, name, django_assert_max_num_queries):
    make, number = LISTS[name]
    make(people)
    rep.get(reverse(name))
    assert count_of(rep, reverse(name), django_assert_max_num_queries) == number
    make(people)
    make(people)
    assert count_of(rep, reverse(name), django_assert_max_num_queries) == number


def test_a_customer_page_asks_as_often_for_three_of_everything(rep, people, django_assert_max_num_queries):
    first, second = active_customer(people.rep1), active_customer(people.rep1)
    for _again in range(2):
        approved_evaluation(second, status="superseded")
        second.contacts.create(name="刘明", phone="138")
        second.owner_history.create(to_user=people.rep1, changed_by=people.manager, reason="…")
    first.owner_history.create(to_user=people.rep1, changed_by=people.manager, reason="…")
    rep.get(first.get_absolute_url())
    one = count_of(rep, first.get_absolute_url(), django_assert_max_num_queries)
    assert count_of(rep, second.get_absolute_url(), django_assert_max_num_queries) == one


def test_an_evaluation_page_asks_as_often_with_eight_scores_as_with_one(rep, people, django_assert_max_num_queries):
    few = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    update_evaluation(few.pk, people.rep1, {"brand": answers("B")["brand"]})
    many = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    update_evaluation(many.pk, people.rep1, {**answers("B"), "brand": Answer()})
    rep.get(few.get_absolute_url())
    one = count_of(rep, few.get_absolute_url(), django_assert_max_num_queries)
    assert count_of(rep, many.get_absolute_url(), django_assert_max_num_queries) == one


# -- scope ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rep2", "rep3", "supervisor2", "manager2", "admin", "quality"])
def test_pages_of_other_teams_do_not_exist(client, people, name):
    """CUS-05"""
    client.force_login(getattr(people, name))
    lead = LeadFactory(owner=people.rep1)
    customer = active_customer(people.rep1)
    evaluation = customer.evaluations.get()
    for address in (lead, customer, evaluation):
        assert client.get(address.get_absolute_url()).status_code == 404
    for url_name in ("customer-evaluations", "customer-opportunities", "customer-edit"):
        assert client.get(reverse(url_name, args=[customer.pk])).status_code == 404
    assert client.get(reverse("evaluation-pdf", args=[evaluation.pk])).status_code == 404
    assert client.post(reverse("evaluation-points", args=[evaluation.pk])).status_code == 404


def test_a_rep_sees_his_three_of_ten_and_among_them_those_of_grade_a(rep, people):
    """CUS-05"""
    mine = [active_customer(people.rep1, grade) for grade in "ABA"]
    for _more in range(7):
        active_customer(people.rep2, "A")
    assert shown(rep) == {row.pk for row in mine}
    assert shown(rep, "?grade=A") == {mine[0].pk, mine[2].pk}


def test_a_sponsor_finds_his_key_customers_whatever_the_region(client, people):
    """CUS-11"""
    sponsored = CustomerFactory(owner=people.rep1, is_key=True, executive_sponsor=people.manager2)
    CustomerFactory(owner=people.rep3)
    client.force_login(people.manager2)
    assert shown(client, "?executive_sponsor=me") == {sponsored.pk}


def test_a_sponsor_of_a_customer_that_is_not_key_reads_nothing_of_it(client, people):
    """CUS-11"""
    former = CustomerFactory(owner=people.rep1, is_key=False, executive_sponsor=people.manager2)
    client.force_login(people.manager2)
    assert shown(client) == set()
    assert client.get(former.get_absolute_url()).status_code == 404
    assert not can_create_visit(people.manager2, former)


def shown(client, query=""):
    return {row.record.pk for row in client.get(reverse("customer-list") + query).context["page"].object_list}


@pytest.mark.parametrize(
    "query",
    [
        "status=active",
        "grade=-",
        "owner=me",
        "segment=key",
        "location_type=local",
        "orders=12",
        "no_owner=true",
        "q=zqcj",
    ],
)
def test_every_filter_of_the_customer_list_answers(rep, people, query):
    active_customer(people.rep1, name="重庆川江机械制造有限公司")
    assert rep.get(f"{reverse('customer-list')}?{query}").status_code == 200


# -- leads ----------------------------------------------------------------------------------------------------


def test_a_lead_is_entered_on_the_form(rep, people):
    """LEAD-01"""
    data = {
        "company": "成都远航车业",
        "contact_name": "李强",
        "phone": "139",
        "source": "exhibition",
        "channel": "offline",
    }
    answer = rep.post(reverse("lead-create"), data)
    lead = Lead.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, lead.get_absolute_url())
    assert (lead.created_by, lead.status) == (people.rep1, "new")


def test_without_a_source_the_form_comes_back_with_what_was_typed(rep):
    """LEAD-01"""
    answer = rep.post(reverse("lead-create"), {"company": "成都远航车业", "contact_name": "李强", "phone": "139"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"source", "channel"}
    assert "成都远航车业" in answer.content.decode()
    assert Lead.objects.count() == 0


def test_the_service_centre_enters_a_lead_and_does_not_see_it_again(client, people):
    client.force_login(people.service)
    data = {"company": "成都远航车业", "contact_name": "李强", "phone": "139", "source": "service_centre",
            "channel": "online", "region": people.units.east.pk}  # fmt: skip
    answer = client.post(reverse("lead-create"), data)
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert client.get(Lead.objects.get().get_absolute_url()).status_code == 404
    assert client.get(reverse("lead-list")).status_code == 403


def test_the_supervisor_assigns_on_the_page_and_a_rep_cannot(client, people):
    """LEAD-02"""
    lead = LeadFactory(owner=people.rep1)
    address = reverse("lead-do", args=[lead.pk, "assign"])
    client.force_login(people.rep1)
    assert client.get(address).status_code == 403
    assert client.post(address, {"owner": people.rep1.pk}).status_code in (403, 422)
    lead.refresh_from_db()
    assert lead.status == "new"
    client.force_login(people.supervisor)
    assert client.get(lead.get_absolute_url()).status_code == 200
    assert client.post(address, {"owner": people.rep2.pk}).status_code == 422
    assert client.post(address, {"owner": people.rep1.pk}).status_code == 302
    lead.refresh_from_db()
    assert (lead.status, lead.owner) == ("assigned", people.rep1)


def test_a_lead_walks_from_assignment_to_customer_on_its_pages(rep, people):
    """LEAD-03, LEAD-05, LEAD-06"""
    lead = LeadFactory(owner=people.rep1, status="assigned", created_by=people.rep1, need="前桥\n年需5000套")

    def do(name, data):
        return rep.post(reverse("lead-do", args=[lead.pk, name]), data)

    assert do("log", {"kind": "call", "summary": "约定拜访"}).status_code == 302
    assert do("qualify", {}).status_code == 409
    assessment = dict.fromkeys(LeadAssessment.ASPECTS, "high")
    assert do("assess", assessment).status_code == 302
    assert do("qualify", {"is_priority": "on"}).status_code == 302
    page = rep.get(reverse("lead-do", args=[lead.pk, "convert"]))
    assert page.context["form"]["title"].value() == "前桥"
    answer = do("convert", {"name": lead.company, "location_type": "remote", "title": "前桥"})
    customer = Customer.objects.get()
    assert answer["Location"] == customer.get_absolute_url()
    assert rep.get(customer.get_absolute_url()).status_code == 200
    assert rep.get(Opportunity.objects.get().get_absolute_url()).status_code == 200
    assert rep.get(reverse("customer-opportunities", args=[customer.pk])).status_code == 200


def test_the_channel_report_shows_the_rate(rep, people):
    """LEAD-07"""
    LeadFactory.create_batch(3, owner=people.rep1)
    LeadFactory(owner=people.rep1, status="converted", customer=CustomerFactory(owner=people.rep1))
    page = rep.get(reverse("lead-channels"))
    assert [(row.leads, row.converted, f"{row.rate:.1%}") for row in page.context["rows"]] == [(4, 1, "25.0%")]
    assert "25.0%" in page.content.decode()
    assert rep.get(reverse("lead-channels") + "?by=campaign").status_code == 200


# -- customers ------------------------------------------------------------------------------------------------


def test_a_customer_is_opened_with_a_contact(rep, people):
    """CUS-01, CUS-10"""
    answer = rep.post(reverse("customer-create"), {**FILE, **lines(CONTACT), "credit_code": CODE.lower()})
    customer = Customer.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, customer.get_absolute_url())
    assert (customer.owner, customer.credit_code, customer.contacts.get().name) == (people.rep1, CODE, "王芳")


@pytest.mark.parametrize(
    "data, field",
    [
        ({**FILE, "name": ""}, "name"),
        ({**FILE, "location_type": ""}, "location_type"),
        ({**FILE, "credit_code": "91500000MA5U0000X1"}, "credit_code"),
        ({**FILE, "payment_pct": "120"}, "payment_pct"),
        ({**FILE, "payment_pct": "-1"}, "payment_pct"),
        ({**FILE, "is_key": "on"}, "executive_sponsor"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(rep, data, field):
    """CUS-01, CUS-10"""
    answer = rep.post(reverse("customer-create"), {**data, **lines(CONTACT)})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert Customer.objects.count() == 0


@pytest.mark.parametrize("name, status", [("supervisor", 422), ("rep2", 422), ("manager", 302)])
def test_the_sponsor_of_a_key_customer_is_a_manager_or_higher(rep, people, name, status):
    """CUS-11"""
    sponsor = getattr(people, name)
    answer = rep.post(
        reverse("customer-create"), {**FILE, **lines(CONTACT), "is_key": "on", "executive_sponsor": sponsor.pk}
    )
    assert (answer.status_code, Customer.objects.count()) == (status, int(status == 302))


@pytest.mark.parametrize("rows", [[], [{"name": "王芳"}], [{"name": "", "phone": "138"}], [{**CONTACT, "email": "x"}]])
def test_a_contact_nobody_can_reach_is_refused(rep, rows):
    """CUS-01"""
    assert rep.post(reverse("customer-create"), {**FILE, **lines(*rows)}).status_code == 422
    assert Customer.objects.count() == 0


def test_a_code_of_another_team_is_refused_without_its_name(rep, people):
    """CUS-13"""
    CustomerFactory(owner=people.rep2, credit_code=CODE, name="成都保密车业有限公司")
    answer = rep.post(reverse("customer-create"), {**FILE, **lines(CONTACT), "credit_code": CODE})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"credit_code"})
    assert "保密" not in answer.content.decode()


def test_a_similar_name_asks_once(rep, people):
    """CUS-13"""
    CustomerFactory(owner=people.rep2, name="重庆川江机械制造有限责任公司")
    data = {**FILE, **lines(CONTACT)}
    answer = rep.post(reverse("customer-create"), data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"name"})
    assert "有限责任" not in answer.content.decode()
    assert rep.post(reverse("customer-create"), {**data, "is_other_firm": "on"}).status_code == 302
    assert Customer.objects.count() == 2


def test_names_that_look_like_code_or_formulas_are_text(rep):
    for name in ("=1+1 机械厂", "<script>alert(1)</script>"):
        rep.post(reverse("customer-create"), {**FILE, **lines(CONTACT), "name": name})
        customer = Customer.objects.get(name=name)
        assert "<script>alert" not in rep.get(customer.get_absolute_url()).content.decode()


def test_the_main_contact_is_handed_over_in_one_edit(rep, people):
    customer = CustomerFactory(owner=people.rep1)
    old = customer.contacts.get()
    rows = lines({**CONTACT, "id": old.pk}, {"name": "刘明", "email": "liu@example.com", "is_primary": "on"})
    data = {**FILE, "name": customer.name, **rows, "lines-INITIAL_FORMS": 1}
    assert rep.post(reverse("customer-edit", args=[customer.pk]), data).status_code == 302
    assert [(row.name, row.is_primary) for row in customer.contacts.order_by("pk")] == [("王芳", False), ("刘明", True)]


def test_the_manager_changes_the_responsible_rep_on_the_page(client, people):
    """CUS-08"""
    customer = active_customer(people.rep1)
    client.force_login(people.manager)
    assert client.get(customer.get_absolute_url()).status_code == 200
    address = reverse("customer-do", args=[customer.pk, "reassign"])
    assert client.post(address, {"owner": people.rep3.pk, "comment": "调整"}).status_code == 422
    assert client.post(address, {"owner": people.rep2.pk, "comment": "调整"}).status_code == 302
    client.force_login(people.rep1)
    assert client.get(customer.get_absolute_url()).status_code == 404


def test_a_department_head_sees_no_money_on_the_page_of_the_service_centre(client, people):
    customer = active_customer(people.rep1, "B")
    client.force_login(people.service)
    assert "500,000" not in client.get(customer.get_absolute_url()).content.decode()
    assert "500,000" not in client.get(reverse("customer-list")).content.decode()
    client.force_login(people.rep1)
    assert "500,000" in client.get(customer.get_absolute_url()).content.decode()


# -- evaluations ----------------------------------------------------------------------------------------------


def typed(letter, **changes):
    """The answers of a band as the form posts them."""
    data = {"opinion": "值得开发"}
    for key, answer in answers(letter).items():
        data[f"value_{key}"] = answer.letter if answer.letter is not None else str(answer.value)
    return {**data, **changes}


def test_a_report_is_opened_scored_and_submitted_on_its_pages(rep, people):
    """RAT-01, RAT-05"""
    customer = CustomerFactory(owner=people.rep1)
    answer = rep.post(reverse("customer-do", args=[customer.pk, "evaluate"]))
    evaluation = CustomerEvaluation.objects.get()
    edit = reverse("evaluation-edit", args=[evaluation.pk])
    assert answer["Location"] == edit
    assert rep.get(edit).status_code == 200
    assert rep.post(edit, typed("B", value_brand="")).status_code == 302
    assert rep.post(reverse("evaluation-do", args=[evaluation.pk, "submit"])).status_code == 409
    assert rep.post(edit, typed("B")).status_code == 302
    assert rep.post(reverse("evaluation-do", args=[evaluation.pk, "submit"])).status_code == 302
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.total) == ("submitted", 36)
    assert rep.get(evaluation.get_absolute_url()).status_code == 200
    assert rep.get(edit).status_code in (302, 403)


def test_points_follow_what_is_typed_and_nothing_is_stored(rep, people):
    """RAT-01, RAT-02"""
    evaluation = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    address = reverse("evaluation-points", args=[evaluation.pk])
    page = rep.post(address, typed("B", value_capacity="100000", value_brand=""))
    assert (page.context["result"].total, page.context["done"]) == (32, 8)
    page = rep.post(address, typed("D", value_payment="50", unranked_rank="on", value_rank=""))
    assert (page.context["result"].total, page.context["result"].grade) == (16, "E")
    assert page.context["silent"] == ["一般付款条件"]
    assert not evaluation.scores.exists()


@pytest.mark.parametrize(
    "field, value", [("capacity", "-1"), ("capacity", "很多"), ("rank", "1.5"), ("payment", "101")]
)
def test_a_figure_that_makes_no_sense_is_refused(rep, people, field, value):
    evaluation = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    answer = rep.post(reverse("evaluation-edit", args=[evaluation.pk]), typed("B", **{f"value_{field}": value}))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {f"value_{field}"})
    evaluation.refresh_from_db()
    assert evaluation.total is None


def test_a_choice_that_is_not_in_the_scheme_is_refused(rep, people):
    evaluation = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    assert rep.post(reverse("evaluation-edit", args=[evaluation.pk]), typed("B", value_brand="Z")).status_code == 422


def test_the_customer_of_somebody_else_cannot_be_chosen(rep, people):
    other = CustomerFactory(owner=people.rep2)
    assert rep.post(reverse("evaluation-create"), {"customer": other.pk}).status_code == 422
    assert CustomerEvaluation.objects.count() == 0


def test_the_issued_report_is_a_pdf_that_stays_the_same(rep, people):
    """RAT-08"""
    customer = CustomerFactory(owner=people.rep1)
    draft = start_evaluation(customer.pk, people.rep1)
    address = reverse("evaluation-pdf", args=[draft.pk])
    assert rep.get(address).content[:5] == b"%PDF-"
    draft.delete()
    evaluation = approved(customer, people, "B")
    address = reverse("evaluation-pdf", args=[evaluation.pk])
    before = rep.get(address).content
    Customer.objects.filter(pk=customer.pk).update(name="改名后的客户")
    assert rep.get(address).content == before


def test_a_manager_reviews_on_the_page(client, people):
    """RAT-05"""
    customer = CustomerFactory(owner=people.rep1)
    evaluation = start_evaluation(customer.pk, people.rep1)
    update_evaluation(evaluation.pk, people.rep1, answers("B"))
    approvals.submit(evaluation, people.rep1)
    client.force_login(people.manager)
    page = client.get(evaluation.get_absolute_url())
    assert (page.status_code, page.context["approval"]["my_steps"][0].assignee) == (200, people.manager)


def test_the_second_round_shows_what_changed_also_to_somebody_without_prices(client, people):
    customer = CustomerFactory(owner=people.rep1)
    evaluation = start_evaluation(customer.pk, people.rep1)
    update_evaluation(evaluation.pk, people.rep1, answers("B"))
    for letter in ("B", "A"):
        update_evaluation(evaluation.pk, people.rep1, answers("B", brand=Answer(letter=letter)))
        approvals.submit(evaluation, people.rep1)
        step = approvals.open_steps_of(evaluation).get()
        if letter == "B":
            approvals.send_back(step.pk, people.manager, "品牌依据")
    approvals.copy_to(step.round_id, people.manager, [people.quality])
    for person in (people.manager, people.quality):
        client.force_login(person)
        page = client.get(evaluation.get_absolute_url())
        assert page.status_code == 200
        changed = {(old, new) for _label, old, new in page.context["approval"]["changes"]}
        assert {("36", "37"), ("4", "5")} <= changed
    assert "700,000" not in page.content.decode() and "500,000" not in page.content.decode()
    assert client.get(reverse("evaluation-pdf", args=[evaluation.pk])).status_code == 403


# -- scheme ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, read, change",
    [("rep1", 200, 403), ("supervisor", 200, 403), ("manager", 200, 403), ("gm", 200, 403), ("finance", 200, 403),
     ("director", 200, 200), ("admin", 200, 200), ("quality", 403, 403), ("warehouse", 403, 403)],
)  # fmt: skip
def test_who_reads_and_who_changes_the_scheme(client, people, name, read, change):
    """RAT-09"""
    client.force_login(getattr(people, name))
    assert client.get(reverse("evaluation-scheme-list")).status_code == read
    assert client.get(reverse("evaluation-scheme-detail", args=[scheme().pk])).status_code == read
    assert client.get(reverse("evaluation-scheme-create")).status_code == change


def test_the_director_makes_a_new_version_from_the_present_one(client, people):
    """RAT-09"""
    client.force_login(people.director)
    form = client.get(reverse("evaluation-scheme-create")).context["form"]
    data = {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}
    data |= {"valid_from": "2030-01-01", "minimum_A": "42", "amount_A": "800000", "points_brand_A": "6"}
    bad = client.post(reverse("evaluation-scheme-create"), {**data, "minimum_B": "43"})
    assert (bad.status_code, EvaluationScheme.objects.count()) == (409, 1)
    gap = client.post(reverse("evaluation-scheme-create"), {**data, "upper_capacity_B": "90000"})
    assert (gap.status_code, EvaluationScheme.objects.count()) == (409, 1)
    assert client.post(reverse("evaluation-scheme-create"), data).status_code == 302
    new = EvaluationScheme.objects.get(version=2)
    assert new.valid_from == dt.date(2030, 1, 1)
    assert new.thresholds.get(grade="A").minimum == 42
    assert new.warning_lines.get(grade="A").amount == Decimal(800000)
    assert new.criteria.get(key="brand").bands.get(letter="A").points == 6
    assert new.criteria.get(key="capacity").bands.count() == 4
    assert scheme().version == 1
