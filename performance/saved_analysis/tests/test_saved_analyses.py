"""Saved analyses: the address under a name, shared, and sent on Mondays with each receiver's own rights (ANA-04)."""

import datetime as dt

import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from performance.metric.tests.test_metrics import sold
from performance.saved_analysis.keeping import delete_saved, save_analysis, update_saved
from performance.saved_analysis.models import AnalysisSending, SavedAnalysis
from performance.saved_analysis.sending import send_saved
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain.periodic import previous_slot
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import periodic_job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MONDAY = dt.date(2026, 11, 30)


@pytest.fixture(autouse=True)
def reads_english(people, client):
    User.objects.update(language="en")
    for person in vars(people).values():
        if isinstance(person, User):
            person.language = "en"
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def sales(people):
    """300 of the first representative, 50 of another region."""
    sold(people, active_customer(people.rep1), "300", today())
    sold(people, active_customer(people.rep3), "50", today())


def saved(owner, *receivers, query="split=rep", view="analysis", name="Reps", is_sent=True):
    return save_analysis(owner, name, view, query, receivers, is_sent)


def outcomes():
    return {row.receiver.username: row.outcome for row in AnalysisSending.objects.select_related("receiver")}


def mailed(person):
    return list(Notice.objects.filter(user=person, key__startswith="analysis-", key__endswith=f"{MONDAY:%Y%m%d}"))


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("measure=profit&period=2025Q1&split=customer", "measure=profit&period=2025Q1&split=customer"),
        (
            "measure=sales&period=last_month&unit=3&rep=4&customer=5&product=6&category=7",
            "period=last_month&unit=3&rep=4&customer=5&product=6&category=7",
        ),
        ("measure=none&page=3&evil=<script>", ""),
    ],
)
def test_every_field_of_the_question_comes_back(people, client, query, kept):
    made = saved(people.gm, query=query)
    client.force_login(people.gm)
    answer = client.get(reverse("saved-analysis-open", args=[made.pk]))
    assert answer["Location"] == reverse("analysis") + (f"?{kept}" if kept else "")


def test_a_name_is_one_persons_once_and_a_page_must_exist(people):
    saved(people.gm)
    saved(people.director)
    with pytest.raises(BusinessError, match="of this name already"):
        saved(people.gm)
    with pytest.raises(BusinessError, match="page does not exist"):
        saved(people.gm, view="nowhere", name="Other")
    with pytest.raises(PermissionDenied, match="Those who may do this"):
        saved(people.warehouse)
    assert SavedAnalysis.objects.count() == 2


def test_it_is_computed_with_the_rights_of_each_receiver(people, sales):
    saved(people.gm, people.rep1, people.manager2, query="")
    assert send_saved(at(MONDAY)) == 3
    figures = {row.receiver_id: row.figure for row in AnalysisSending.objects.all()}
    assert figures == {people.gm.pk: "¥350.00", people.rep1.pk: "¥300.00", people.manager2.pk: "¥50.00"}
    (letter,) = mailed(people.rep1)
    assert "350" not in letter.subject + letter.body
    assert "300.00" in letter.body
    assert letter.url == reverse("analysis")


def test_it_is_sent_once_a_day_however_often_the_job_runs(people, sales):
    saved(people.gm)
    assert (send_saved(at(MONDAY)), send_saved(at(MONDAY))) == (1, 0)
    assert len(mailed(people.gm)) == 1
    assert send_saved(at(MONDAY + dt.timedelta(days=7))) == 1


def test_what_says_nothing_is_not_sent(people):
    saved(people.gm, people.director, query="period=2001")
    assert send_saved(at(MONDAY)) == 0
    assert outcomes() == {"gm": "empty", "director": "empty"}
    assert not mailed(people.gm)


def test_who_may_not_read_it_is_sent_nothing_and_the_owner_hears_why(people, sales):
    """SEC-03: cost; and a right that was taken away since."""
    saved(people.gm, people.rep1, query="measure=profit", name="Profit")
    saved(people.gm, people.rep2, query="", name="Sales")
    people.rep2.roles = [Role.WH]
    people.rep2.save(update_fields=["roles"])
    send_saved(at(MONDAY))
    found = {(row.saved.name, row.receiver.username): row.outcome for row in AnalysisSending.objects.all()}
    assert found["Profit", "rep1"] == found["Sales", "rep2"] == "no_right"
    assert not mailed(people.rep1) + mailed(people.rep2)
    told = Notice.objects.filter(user=people.gm, subject__contains="was not sent to")
    assert {each.subject.partition(" was")[0] for each in told} == {"The analysis “Profit”", "The analysis “Sales”"}


def test_one_that_fails_holds_up_no_other(people, sales):
    broken = saved(people.gm, name="Broken")
    SavedAnalysis.objects.filter(pk=broken.pk).update(view="gone")
    split = saved(people.gm, name="Split", query="measure=collections&split=product")
    saved(people.gm, name="Good", query="")
    assert send_saved(at(MONDAY)) == 1
    assert {row.saved.name: row.outcome for row in AnalysisSending.objects.all()} == {
        "Broken": "failed",
        "Split": "failed",
        "Good": "sent",
    }
    assert AnalysisSending.objects.get(saved=split).reason == "This measure cannot be split so"


def test_nobody_who_has_left_is_sent_anything(people, sales):
    saved(people.director, people.rep1, query="")
    people.rep1.is_active = False
    people.rep1.save(update_fields=["is_active"])
    send_saved(at(MONDAY))
    assert outcomes() == {"director": "sent"}
    User.objects.filter(pk=people.director.pk).update(is_active=False)
    assert send_saved(at(MONDAY + dt.timedelta(days=7))) == 0


def test_a_ready_view_is_sent_as_its_page_says_it(people, sales, client):
    saved(people.gm, view="abc-customers", query="period=this_year", name="ABC")
    send_saved(at(MONDAY))
    (letter,) = mailed(people.gm)
    client.force_login(people.gm)
    assert AnalysisSending.objects.get().figure in client.get(letter.url).content.decode()


def test_it_is_due_on_monday_morning():
    slot = previous_slot(periodic_job("analysis-sending"), at(dt.date(2026, 12, 3)))
    assert (slot.date(), slot.hour, slot.minute) == (MONDAY, 7, 30)


def test_the_owner_alone_changes_it_and_a_receiver_takes_himself_off(people):
    made = saved(people.gm, people.rep1)
    with pytest.raises(PermissionDenied, match="by the person who saved it"):
        update_saved(made.pk, people.rep1, "Mine")
    with pytest.raises(PermissionDenied, match="by the person who saved it"):
        delete_saved(made.pk, people.rep2)
    delete_saved(made.pk, people.rep1)
    assert list(made.receivers.all()) == []
    update_saved(made.pk, people.gm, "Other", [people.rep2], is_sent=False)
    made.refresh_from_db()
    assert (made.name, made.is_sent, list(made.receivers.all())) == ("Other", False, [people.rep2])
    assert Notice.objects.filter(user=people.rep2, subject__contains="shares the analysis “Other”").count() == 1
    delete_saved(made.pk, people.gm)
    assert not SavedAnalysis.objects.exists()


def test_an_analysis_is_saved_from_its_page_and_stands_in_the_list(people, client):
    client.force_login(people.gm)
    page = client.get(reverse("analysis"), {"split": "rep"}).content.decode()
    address = f"{reverse('saved-analysis-create')}?view=analysis&amp;query=split%3Drep"
    assert address in page
    form = client.get(address.replace("&amp;", "&"))
    data = {"name": "Reps", "view": "analysis", "query": "split=rep", "receivers": [people.rep1.pk], "is_sent": "on"}
    answer = client.post(address.replace("&amp;", "&"), {**data, "form_token": form.context["form_token"]})
    assert answer["Location"] == reverse("saved-analysis-list")
    made = SavedAnalysis.objects.get()
    assert (made.query, made.is_sent, list(made.receivers.all())) == ("split=rep", True, [people.rep1])
    assert "Reps" in client.get(reverse("saved-analysis-list")).content.decode()
    client.force_login(people.rep1)
    assert "Reps" in client.get(reverse("saved-analysis-list")).content.decode()
    assert client.get(reverse("saved-analysis-edit", args=[made.pk])).status_code == 403
    client.force_login(people.rep2)
    for name in ("open", "edit"):
        assert client.get(reverse(f"saved-analysis-{name}", args=[made.pk])).status_code == 404
    assert client.post(reverse("saved-analysis-delete", args=[made.pk])).status_code == 404
    assert SavedAnalysis.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries(people, client, rows, django_assert_max_num_queries):
    for number in range(rows):
        saved(people.gm, people.rep1, name=f"N{number}", query="period=2001")
    send_saved(at(MONDAY))
    client.force_login(people.gm)
    client.get(reverse("saved-analysis-list"))
    with django_assert_max_num_queries(8):
        client.get(reverse("saved-analysis-list"))
