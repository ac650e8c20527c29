"""What one customer says of us: product quality, new products, supply and service (CUS-09, 004 §7.7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Avg

from customers.complaint.models import Complaint
from customers.feedback.models import ServiceFeedback
from customers.feedback.review import two_places
from customers.quality.models import ImprovementSuggestion, QualityOpinion
from customers.quality_report.models import QualityFeedbackReport, QualityReportLine
from customers.survey.models import SurveyInvitation
from salesmgmt.core.calendar import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterable

    from customers.customer.models import Customer
    from customers.feedback.states import ServiceFeedbackAbout
    from customers.quality.querysets import OpinionQuerySet
    from salesmgmt.core.models import User

SHOWN = 100


@dataclass(frozen=True)
class Said:
    """One entry with its date and the document it stands in."""

    day: dt.date
    document: str
    address: str
    about: Any
    text: str
    state: Any
    status: str
    score: Any = None


def _said(document: Any, day: dt.date, about: str, text: str, score: int | None = None) -> Said:
    return Said(
        day,
        str(document),
        document.get_absolute_url(),
        about,
        text,
        document.get_status_display(),
        document.status,
        score,
    )


def _newest_first(entries: Iterable) -> list:
    return sorted(entries, key=lambda each: (each.day, each.document), reverse=True)


def quality_of(customer: Customer, user: User) -> list:
    """How the customer judges product quality: opinions, complaints, feedback on quality, lines of the
    weekly form typed by hand (CUS-09)."""
    opinions = QualityOpinion.objects.visible_to(user).filter(customer=customer).select_related("product_category")
    said = [_said(each, each.heard_on, each.product_label, each.content) for each in opinions[:SHOWN]]
    complaints = Complaint.objects.visible_to(user).filter(customer=customer).select_related("product_category")
    said += [
        _said(each, each.received_at.astimezone(SHANGHAI).date(), each.product_label, each.content)
        for each in complaints[:SHOWN]
    ]
    lines = QualityReportLine.objects.filter(
        customer=customer,
        opinion__isnull=True,
        complaint__isnull=True,
        report__in=QualityFeedbackReport.objects.visible_to(user).values("pk"),
    ).select_related("report__unit", "product_category")
    said += [_said(each.report, each.report.sunday, each.product_label, each.content) for each in lines[:SHOWN]]
    return _newest_first([*said, *_feedback(customer, user, about=ServiceFeedback.About.QUALITY)])


def demand_of(customer: Customer, user: User) -> list:
    """What new products and improvements the customer wants (CUS-09)."""
    rows = ImprovementSuggestion.objects.visible_to(user).filter(customer=customer).select_related("product_category")
    return _newest_first(
        _said(each, each.suggested_on, f"{each.get_kind_display()} {each.product_label}".strip(), each.content)
        for each in rows[:SHOWN]
    )


def satisfaction_with_supply(customer: Customer, user: User) -> list:
    """How satisfied the customer is with supply and service: feedback and surveys (CUS-09)."""
    rows = SurveyInvitation.objects.visible_to(user).filter(customer=customer, status=SurveyInvitation.Status.ANSWERED)
    rows = rows.select_related("survey").annotate(average=Avg("answers__score")).order_by("-answered_at")
    answered = [
        Said(
            each.answered_at.astimezone(SHANGHAI).date(),
            each.survey.number,
            each.get_absolute_url(),
            each.survey.name,
            each.comment,
            each.get_status_display(),
            each.status,
            two_places(each.average),
        )
        for each in rows[:SHOWN]
    ]
    return _newest_first([*answered, *_feedback(customer, user)])


def _feedback(customer: Customer, user: User, about: ServiceFeedbackAbout | None = None) -> list:
    rows = ServiceFeedback.objects.visible_to(user).filter(customer=customer)
    rows = rows.filter(about=about) if about else rows.exclude(about=ServiceFeedback.About.QUALITY)
    return [_said(each, each.given_on, each.get_about_display(), each.content, each.score) for each in rows[:SHOWN]]


def open_voices(customer: Customer, user: User) -> OpinionQuerySet:
    """For the tab: opinions and suggestions still open."""
    opinions = (
        QualityOpinion.objects.visible_to(user).filter(customer=customer).exclude(status=QualityOpinion.Status.CLOSED)
    )
    wishes = ImprovementSuggestion.objects.visible_to(user).filter(
        customer=customer, status=ImprovementSuggestion.Status.OPEN
    )
    return opinions.values("pk").union(wishes.values("pk"), all=True)
