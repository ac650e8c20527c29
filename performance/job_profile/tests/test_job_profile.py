"""Job profiles: the text, and no further function (TEAM-04)."""

import pytest
from django.urls import reverse

from performance.job_profile.models import JobProfile
from performance.job_profile.writing import update_profile, write_profile
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_team_04_opened_the_requirements_are_shown_and_nothing_else_is_offered(client, people):
    """TEAM-04"""
    profile = write_profile(people.director, name="sales rep", requirements="Speaks well; sells.")
    client.force_login(people.rep1)
    answer = client.get(profile.get_absolute_url())
    assert "Speaks well; sells." in answer.content.decode()
    assert (answer.context["buttons"], answer.context["more_buttons"], answer.context["edit_address"]) == ([], [], "")
    assert profile.name in client.get(reverse("job-profile-list")).content.decode()


def test_profiles_are_written_by_director_and_general_manager(client, people):
    for person in (people.rep1, people.manager, people.finance, people.admin):
        with pytest.raises(PermissionDenied, match="Those who may do this"):
            write_profile(person, name="x", requirements="y")
    profile = write_profile(people.gm, name="sales rep", requirements="Speaks well.")
    with pytest.raises(BusinessError, match="already"):
        write_profile(people.gm, name="sales rep", requirements="Again.")
    with pytest.raises(PermissionDenied, match="Those who may do this"):
        update_profile(profile.pk, people.rep1, requirements="Nothing.")
    client.force_login(people.director)
    page = reverse("job-profile-edit", args=[profile.pk])
    assert client.post(page, {"name": "sales rep", "requirements": "Sells."}).status_code == 302
    profile.refresh_from_db()
    assert profile.requirements == "Sells."
    client.post(reverse("job-profile-create"), {"name": "supervisor", "requirements": "Leads."})
    assert JobProfile.objects.count() == 2
    client.force_login(people.finance)
    assert client.get(profile.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_keeps_its_queries(client, people, count, django_assert_max_num_queries):
    for number in range(count):
        write_profile(people.gm, name=f"job {number}", requirements="x")
    client.force_login(people.gm)
    client.get(reverse("job-profile-list"))
    with django_assert_max_num_queries(8):
        assert client.get(reverse("job-profile-list")).status_code == 200
