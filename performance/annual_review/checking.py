"""The check of a year: computed by the clock or by hand, confirmed by the general manager (KPI-13)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.annual_review.course import Course, courses
from performance.annual_review.figures import above_line, all_met, eyes, indicators
from performance.annual_review.models import AnnualReview, AnnualReviewLine
from performance.annual_review.permissions import can_compute_review, can_confirm_review, can_recompute_review
from performance.annual_review.states import ReviewStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

PLACES = Decimal("0.0000000001")


@transaction.atomic
def compute_review(user: User | None, year: int) -> AnnualReview:
    """The five indicators of the year as they stand; computed anew until it is confirmed (KPI-13).

    A year that is still running may be looked at before, and is confirmed only when it is over.
    """
    if user is not None:
        require(can_compute_review(user))
    if year > today().year:
        raise BusinessError(_("The year has not begun."))
    found = AnnualReview.objects.filter(year=year).values_list("pk", flat=True).first()
    if found is None:
        review, made = AnnualReview.objects.get_or_create(
            year=year,
            defaults={
                "number": next_number(AnnualReview.KIND, dt.date(year, 12, 31)),
                "created_by": user,
                "computed_at": timezone.now(),
            },
        )
        if made:
            audit.record(review, user, gettext_noop("Created"), to_status=review.status)
        found = review.pk
    return _write(lock(AnnualReview, found), user)


def recompute_review(pk: int, user: User) -> AnnualReview:
    """The button on the page of the check."""
    with transaction.atomic():
        review = lock(AnnualReview, pk)
        require(can_recompute_review(user, review))
        return _write(review, user)


def _write(review: AnnualReview, user: User | None) -> AnnualReview:
    if review.status != ReviewStatus.COMPUTED:
        raise BusinessError(_("The check of %(year)d is confirmed and stays as it is.") % {"year": review.year})
    rows = indicators(review.year)
    course = courses(eyes(), review.year, above_line(review.year))
    review.lines.all().delete()
    AnnualReviewLine.objects.bulk_create(
        [
            AnnualReviewLine(
                review=review,
                position=place,
                indicator=row.indicator,
                amount=row.amount,
                base=row.base,
                value=None if row.value is None else row.value.quantize(PLACES),
                limit=row.limit,
                is_met=row.is_met,
                detail=row.detail,
                **_kept(course[row.indicator]),
            )
            for place, row in enumerate(rows, 1)
        ]
    )
    return change(review, user, gettext_noop("Computed"), all_met=all_met(rows), computed_at=timezone.now())


def _kept(course: Course) -> dict:
    """How the indicator came about, as it is kept with the check."""
    return {
        "trend": [
            [day.isoformat(), None if value is None else str(value.quantize(PLACES))] for day, value in course.trend
        ],
        "drivers": [[name, str(amount)] for name, amount in course.drivers],
        "expected": None if course.expected is None else course.expected.quantize(PLACES),
    }


@transaction.atomic
def confirm_review(pk: int, user: User, comment: str = "") -> AnnualReview:
    """computed → confirmed by the general manager, when the year is over (KPI-13)."""
    review = lock(AnnualReview, pk)
    guard(review, ReviewStatus.CONFIRMED)
    require(can_confirm_review(user, review), why_not_alone(user, review, Role.GM))
    if review.year >= today().year:
        raise BusinessError(_("The year is not over yet."))
    if day_of(review.computed_at).year <= review.year:
        raise BusinessError(_("The check is of a day within the year: compute it anew."))
    return move(review, ReviewStatus.CONFIRMED, user, comment=comment, confirmed_by=user, confirmed_on=today())


def close_year(at: dt.datetime) -> int:
    """J23 year_close: on 1 January the five indicators of the year that has ended, told to the general manager once."""
    year = day_of(at).year - 1
    if AnnualReview.objects.filter(year=year, status=ReviewStatus.CONFIRMED).exists():
        return 0
    if not User.objects.with_role(Role.GM).exists():
        return 0  # a company that only begins
    review = compute_review(None, year)
    failing = "、".join(str(name) for name in review.failing)
    told = notify_roles(
        [Role.GM],
        lambda: _("Annual check of %(year)d to confirm") % {"year": year},
        url=reverse("annual-review-detail", args=[review.pk]),
        body=failing,
        key=f"annual-review-{year}",
    )
    return 1 if told else 0
