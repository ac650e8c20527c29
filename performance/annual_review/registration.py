"""What the annual check tells core about itself."""

from django.utils.translation import gettext_lazy as _

from performance.annual_review.card import indicators_to_show
from performance.annual_review.checking import close_year
from performance.annual_review.models import AnnualReview
from performance.annual_review.permissions import can_see_annual_review
from performance.annual_review.states import ReviewStatus
from salesmgmt.core import calendar, registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        AnnualReview,
        "ANR",
        _("Annual check"),
        _("Annual checks"),
        "clipboard-check",
        "annual-review-list",
        search=False,
    )
    registry.register_menu(
        "performance", _("Annual checks"), "annual-review-list", "clipboard-check", can_see_annual_review, 70
    )
    registry.register_home_part(
        "indicators",
        _("The five indicators of the year"),
        lambda user: user.has_role(Role.GM, Role.DIR),
        lambda user: indicators_to_show(calendar.today().year),
        "performance/annual_review/_indicators.html",
        "annual-review-list",
        order=5,
    )
    registry.register_periodic(
        "annual-review",
        _("Five indicators of the past year"),
        "10 5 1 1 *",
        close_year,
        rules="KPI-13",
        every_slot=True,
    )
    register_tones(warn=[ReviewStatus.COMPUTED])
