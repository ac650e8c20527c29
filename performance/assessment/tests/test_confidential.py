"""Assessments tried from outside: whoever stands in nobody's line of superiors finds no way in (roles.md, row-level rule 6)."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from performance.assessment.models import Assessment
from performance.assessment.tests.factories import confirmed, scored
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Attachment, Comment, Follower, Substitute, User
from salesmgmt.core.permissions import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]


@pytest.fixture
def beside(people):
    """A second supervisor in the team of the first, superior of none of its people."""
    return User.objects.create(
        username="beside",
        name="Beside",
        roles=[str(Role.SUP)],
        unit=people.supervisor.unit,
        superior=people.manager,
    )


def test_a_supervisor_of_the_team_who_is_not_the_superior_reads_no_assessment_of_it(client, people, beside):
    """page, paper, list, conversation, files, acts and the page of the person alike"""
    assessment = confirmed(people)
    kind = ContentType.objects.get_for_model(Assessment).pk
    client.force_login(beside)
    pages = (
        assessment.get_absolute_url(),
        reverse("assessment-pdf", args=[assessment.pk]),
        reverse("conversation", args=[kind, assessment.pk]),
    )
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4", content_type="application/pdf")
    writes = (
        (reverse("conversation", args=[kind, assessment.pk]), {"text": "who says so?"}),
        (reverse("conversation-follow", args=[kind, assessment.pk]), {}),
        (reverse("attachment-upload", args=[kind, assessment.pk]), {"files": file}),
        *((reverse("assessment-do", args=[assessment.pk, act]), {"comment": "x"}) for act in ("confirm", "advise")),
    )
    assert {client.post(page, data).status_code for page, data in writes} == {404}
    assert not Comment.objects.exists()
    assert not Follower.objects.filter(user=beside).exists()
    assert not Attachment.objects.filter(uploaded_by=beside).exists()
    for page in (
        reverse("assessment-list"),
        f"{reverse('assessment-list')}?person={people.rep1.pk}",
        reverse("assessment-runs"),
        reverse("performance-person", args=[people.rep1.pk]),
        reverse("performance-person-more", args=[people.rep1.pk]),
        f"{reverse('search')}?q={assessment.number}",
    ):
        answer = client.get(page)
        assert answer.status_code == 200
        assert f"/assessments/{assessment.pk}/" not in answer.content.decode(), page


def test_the_line_of_superiors_reads_it_and_so_does_who_stands_in_for_one_of_it(people, beside):
    assessment = scored(people)

    def readers():
        names = (people.rep1, people.supervisor, people.manager, people.manager2, people.director, people.gm)
        names += (people.finance, User.objects.get(pk=beside.pk))
        return [user.username for user in names if Assessment.objects.visible_to(user).filter(pk=assessment.pk)]

    line = [people.supervisor.username, people.manager.username, people.director.username, people.gm.username]
    assert readers() == line
    Substitute.objects.create(
        person=people.supervisor,
        substitute=beside,
        valid_from=today(),
        valid_to=today(),
        reason="leave",
        named_by=people.supervisor,
        confirmed_by=people.manager,
        confirmed_at="2025-01-01T00:00:00Z",
    )
    assert readers() == [*line, "beside"]


def test_a_coach_from_outside_the_line_reads_what_he_reports_on(people, beside):
    assessment = confirmed(people)
    assert not Assessment.objects.visible_to(beside).exists()
    assessment.coaching.coach = beside
    assessment.coaching.save(update_fields=["coach"])
    assert Assessment.objects.visible_to(beside).get() == assessment
