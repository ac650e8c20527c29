"""What job profiles tell core about themselves."""

from django.utils.translation import pgettext_lazy

from performance.job_profile.permissions import reads_profiles
from salesmgmt.core import registry


def register():
    registry.register_menu(
        "performance", pgettext_lazy("job", "Job profiles"), "job-profile-list", "id-badge", reads_profiles, 330
    )
