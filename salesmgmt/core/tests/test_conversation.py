"""What people say about a document, whom they address, and who follows it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from salesmgmt.core import calendar
from salesmgmt.core.domain import approvals, conversation, periodic
from salesmgmt.core.domain.next_step import MOST, next_steps, plan_next_step
from salesmgmt.core.domain.todo import finish_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Comment, Follower, Notice, Task
from salesmgmt.core.tests.paper.models import Paper, new_paper
from salesmgmt.core.web.conversation_pages import conversation_address

pytestmark = [pytest.mark.django_db, pytest.mark.urls("salesmgmt.core.tests.paper.urls")]


@pytest.fixture
def paper(people):
    return new_paper(people.rep1, title="Gear", amount=100)


def told(person):
    return list(Notice.objects.filter(user=person).order_by("pk").values_list("subject", flat=True))


def named(person):
    return f"@{conversation.called(person)}"


def test_a_person_addressed_is_told_with_the_text_and_the_way(people, paper):
    conversation.say(paper, people.rep1, f"{named(people.supervisor)} 请看交期")
    (notice,) = Notice.objects.filter(user=people.supervisor)
    assert notice.subject == f"{people.rep1} 提到了您：{paper}"
    assert (notice.body, notice.url) == (f"{named(people.supervisor)} 请看交期", paper.get_absolute_url())
    assert notice.sent_by == people.rep1


def test_who_said_something_or_was_addressed_follows_and_hears_the_answer_once(people, paper):
    conversation.say(paper, people.rep1, f"{named(people.supervisor)} 请看交期")
    conversation.say(paper, people.supervisor, "可以")
    assert told(people.rep1) == [f"{people.supervisor} 发表评论：{paper}"]
    assert len(told(people.supervisor)) == 1
    conversation.say(paper, people.rep1, f"{named(people.supervisor)} 好")
    assert told(people.supervisor) == [f"{people.rep1} 提到了您：{paper}"] * 2


def test_a_name_runs_into_chinese_words_and_a_mail_address_names_nobody(people, paper):
    people.manager.name = "李建国"
    people.manager.save()
    conversation.say(paper, people.rep1, "请@李建国看一下，邮件发 li@example.com")
    assert len(told(people.manager)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [("  ", "Write something first"), ("字" * 2001, "at most 2000"), ("@nobody-at-all", "Nobody is called")],
)
def test_what_cannot_be_said_is_refused_in_words(people, paper, text, words, english):
    with pytest.raises(BusinessError, match=words):
        conversation.say(paper, people.rep1, text)
    assert not Comment.objects.exists() and not Follower.objects.exists()


def test_nobody_is_called_to_a_document_he_may_not_see(people, paper, english):
    with pytest.raises(BusinessError, match="may not see this document"):
        conversation.say(paper, people.rep1, named(people.rep2))
    assert told(people.rep2) == []


def test_two_of_one_name_are_told_apart(people, paper, english):
    for person in (people.supervisor, people.manager):
        person.name = "王伟"
        person.save()
    with pytest.raises(BusinessError, match="Several people"):
        conversation.say(paper, people.rep1, "@王伟 请看")
    conversation.say(paper, people.rep1, f"@{people.manager.username} 请看")
    assert len(told(people.manager)) == 1 and told(people.supervisor) == []


def test_who_lost_the_document_from_sight_hears_nothing_more(people, paper):
    conversation.follow(paper, people.supervisor)
    Paper.objects.filter(pk=paper.pk).update(owner=people.rep2)
    conversation.say(paper, people.rep2, "换人了")
    assert told(people.supervisor) == []


def test_followers_are_told_of_steps_by_the_clock_once_and_not_of_their_own(people, paper):
    conversation.follow(paper, people.supervisor)
    conversation.follow(paper, people.rep1)
    before = {person.pk: len(told(person)) for person in (people.rep1, people.supervisor)}
    approvals.submit(paper, people.rep1, "Please")
    for _time in range(2):
        periodic.run_job("followers", timezone.now())
    news = list(Notice.objects.filter(key__startswith="step-"))
    assert [row.user for row in news] == [people.supervisor]
    assert str(paper) in news[0].subject
    assert len(told(people.rep1)) == before[people.rep1.pk]


def test_the_job_asks_little_however_many_follow(people, django_assert_max_num_queries):
    for number in range(30):
        conversation.follow(new_paper(people.rep1, title=f"Gear {number}", amount=100), people.manager)
    other = new_paper(people.rep1, title="Axle", amount=100)
    approvals.submit(other, people.rep1, "Please")  # an audit row of a document nobody follows
    told = dict(Follower.objects.values_list("pk", "told_up_to"))
    with django_assert_max_num_queries(1):  # nobody is read, nobody is written
        assert conversation.tell_followers(timezone.now()) == 0
    assert dict(Follower.objects.values_list("pk", "told_up_to")) == told


def test_the_part_of_the_page_is_read_and_written(client, people, paper):
    client.force_login(people.rep1)
    address = conversation_address(paper)
    assert address in client.get(paper.get_absolute_url()).content.decode()
    assert client.post(address, {"text": "第一句 <b>"}).status_code == 302
    page = client.get(address).content.decode()
    assert "第一句 &lt;b&gt;" in page and "已关注" in page
    refused = client.post(address, {"text": "@没有这个人"}, headers={"hx-request": "true"})
    assert refused.status_code == 409 and "@没有这个人" in refused.content.decode()
    assert "没有名为“没有这个人”的人员" in refused.content.decode()
    client.post(reverse("conversation-follow", args=address.strip("/").split("/")[1:]))
    assert not Follower.objects.filter(user=people.rep1).exists()


def test_what_is_said_is_as_visible_as_the_document(client, people, paper):
    address = conversation_address(paper)
    conversation.say(paper, people.rep1, "intern")
    client.force_login(people.rep2)
    assert client.get(address).status_code == 404
    assert client.post(address, {"text": "x"}).status_code == 404
    assert client.post(f"{address}follow/").status_code == 404
    assert Comment.objects.count() == 1


def test_the_page_of_a_user_asks_for_no_conversation(client, people):
    """A user is nobody's document: what would be asked for would not be found."""
    client.force_login(people.admin)
    assert conversation_address(people.rep1) == ""
    assert "/conversation/" not in client.get(people.rep1.get_absolute_url()).content.decode()


def test_it_goes_with_a_document_that_is_merged(people, paper):
    heir = new_paper(people.rep1, title="Axle", amount=100)
    conversation.say(paper, people.rep1, "早先说的")
    conversation.follow(heir, people.rep1)
    conversation.move(paper, heir)
    assert [row.text for row in Comment.objects.of(heir)] == ["早先说的"]
    assert Follower.objects.of(heir).count() == 1 and not Follower.objects.of(paper).exists()


# -- the next step


def day(days):
    return calendar.today() + dt.timedelta(days)


def test_a_next_step_is_a_to_do_of_its_person_and_stands_on_the_document(client, people, paper):
    step = plan_next_step(paper, people.rep1, "  Send   the sample ", day(3))
    assert (step.subject, step.due_on, step.person) == ("Send the sample", day(3), people.rep1)
    assert list(Task.objects.visible_to(people.rep1)) == [step]
    assert not Notice.objects.exists()
    client.force_login(people.supervisor)
    page = client.get(conversation_address(paper)).content.decode()
    assert "Send the sample" in page and "/done/" not in page


def test_several_next_steps_stand_together_the_nearest_first_and_leave_when_they_are_done(people, paper):
    later, nearer = (plan_next_step(paper, people.rep1, "Call", day(days)) for days in (5, 1))
    assert list(next_steps(paper)) == [nearer, later]
    finish_task(nearer.pk, people.rep1)
    assert list(next_steps(paper)) == [later]


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        (" ", 1, "Write what is to be done"),
        ("字" * 201, 1, "at most 200"),
        ("Call", -1, "the day is over"),
        ("Call", None, "Say until when"),
    ],
)
def test_a_next_step_needs_words_and_a_day_ahead(people, paper, text, days, words, english):
    with pytest.raises(BusinessError, match=words):
        plan_next_step(paper, people.rep1, text, None if days is None else day(days))
    assert not Task.objects.exists()


def test_a_list_of_next_steps_has_an_end(people, paper, english):
    for _each in range(MOST):
        plan_next_step(paper, people.rep1, "Call", day(1))
    with pytest.raises(BusinessError, match="Do one of your next steps first"):
        plan_next_step(paper, people.rep1, "Call", day(1))
    assert plan_next_step(paper, people.supervisor, "Call", day(1))


def test_a_next_step_is_noted_and_done_on_the_page_by_its_person_alone(client, people, paper):
    address = conversation_address(paper)
    client.force_login(people.rep1)
    refused = client.post(f"{address}next-step/", {"step": "Call", "due_on": "2026-02-30"})
    assert refused.status_code == 409 and 'value="Call"' in refused.content.decode()
    assert client.post(f"{address}next-step/", {"step": "Call", "due_on": day(1).isoformat()}).status_code == 302
    done = f"{address}next-step/{next_steps(paper).get().pk}/done/"
    client.force_login(people.supervisor)
    assert client.post(done).status_code == 403
    client.force_login(people.rep2)
    assert client.post(done).status_code == 404
    assert client.post(f"{address}next-step/", {"step": "x", "due_on": day(1).isoformat()}).status_code == 404
    client.force_login(people.rep1)
    assert client.post(done).status_code == 302
    assert not next_steps(paper).exists()
