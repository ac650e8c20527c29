"""Pages of job profiles (TEAM-04)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from performance.job_profile.forms import ProfileForm
from performance.job_profile.models import JobProfile
from performance.job_profile.permissions import can_write_profile
from performance.job_profile.tables import ProfileTable
from performance.job_profile.writing import update_profile, write_profile
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage

TITLE = pgettext_lazy("job", "Job profiles")


def crumbs_to(*further):
    return [Crumb(TITLE, reverse("job-profile-list")), *further]


class ProfileList(ListPage):
    model = JobProfile
    key = matrix_key = "job_profile"
    title = TITLE
    icon = "id-badge"
    table_class = ProfileTable
    create_url = "job-profile-create"
    empty_title = gettext_lazy("No job profiles yet")
    empty_text = gettext_lazy("What is asked of whoever is to have a job.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("written_by")

    def may_create(self):
        return can_write_profile(self.request.user)


class ProfileDetail(DetailPage):
    model = JobProfile
    related = ("written_by",)
    has_attachments = False

    def can_edit(self, user, obj):
        return can_write_profile(user)

    def facts(self, obj):
        return [
            Fact(pgettext_lazy("job", "Requirements"), obj.requirements, wide=True),
            (gettext_lazy("Written by"), obj.written_by),
            (gettext_lazy("Updated at"), obj.updated_at),
        ]

    def _crumbs(self, obj, kind):
        return crumbs_to(Crumb(str(obj)))


class ProfilePage:
    """What writing and rewriting share."""

    model = JobProfile
    form_class = ProfileForm
    matrix_key = "job_profile"

    def get_cancel_url(self, obj):
        return obj.get_absolute_url() if obj else reverse("job-profile-list")

    def get_crumbs(self, obj):
        return crumbs_to(Crumb(self.get_title()))


class ProfileCreate(ProfilePage, CreatePage):
    create = write_profile
    title = gettext_lazy("New job profile")


class ProfileEdit(ProfilePage, EditPage):
    update = update_profile

    def check_may(self, obj):
        require(can_write_profile(self.request.user))
