"""Confirmed results go to the payroll, each once (KPI-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from performance.assessment.models import Assessment
from performance.assessment.states import AssessmentStatus
from performance.assessment_result.models import PayrollBatch, PayrollEntry
from performance.assessment_result.permissions import can_export_payroll
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.output.xlsx import Column, Report
from salesmgmt.core.state import lock, move, require

if TYPE_CHECKING:
    from pathlib import Path

    from salesmgmt.core.models import User

NUMBERS = "wage_basis"


@transaction.atomic
def export_payroll(user: User) -> PayrollBatch:
    """confirmed → applied: every confirmed assessment that no earlier export holds (KPI-05).

    What is not confirmed does not appear; BusinessError where nothing waits.
    """
    require(can_export_payroll(user))
    waiting = Assessment.objects.filter(status=AssessmentStatus.CONFIRMED, payroll_entries__isnull=True).order_by("pk")
    pks = list(waiting.values_list("pk", flat=True))
    batch = PayrollBatch(number=next_number(NUMBERS), made_by=user)
    done = []
    for pk in pks:
        assessment = lock(Assessment, pk)
        if assessment.status != AssessmentStatus.CONFIRMED:
            continue
        done.append(move(assessment, AssessmentStatus.APPLIED, user, comment=batch.number))
    corrected = corrected_since(done)
    if not done and not corrected:
        raise BusinessError(_("No confirmed assessment waits for the payroll."))
    batch.save()
    entries = [PayrollEntry(batch=batch, assessment=each) for each in done]
    entries += [PayrollEntry(batch=batch, assessment=each, is_correction=True) for each in corrected]
    PayrollEntry.objects.bulk_create(entries)
    return batch


def corrected_since(done: list[Assessment]) -> list[Assessment]:
    """What upheld appeals corrected of results that were handed over, or are with this export: each once, as a row of its own."""
    rows = Assessment.objects.filter(appeal__corrected_result__isnull=False)
    handed = rows.filter(Q(payroll_entries__is_correction=False) | Q(pk__in=[each.pk for each in done]))
    return list(handed.exclude(payroll_entries__is_correction=True).order_by("pk").distinct())


def columns() -> list[Column]:
    return [
        Column(_("Person"), lambda row: str(row.assessment.person), width=14),
        Column(_("Account"), lambda row: row.assessment.person.username, width=14),
        Column(_("Department"), lambda row: str(row.assessment.person.unit or ""), width=22),
        Column(_("Period"), lambda row: str(row.assessment.period), width=12),
        Column(_("Assessment"), lambda row: row.assessment.number, width=18),
        Column(_("Score"), lambda row: row.assessment.score, "quantity"),
        Column(_("Points off"), lambda row: row.assessment.points_off, "quantity"),
        Column(
            _("Result"),
            lambda row: row.assessment.standing_result if row.is_correction else row.assessment.result,
            "quantity",
        ),
        Column(_("Instead of"), lambda row: row.assessment.result if row.is_correction else None, "quantity", width=12),
        Column(_("Pass mark"), lambda row: row.assessment.pass_mark, "int"),
        Column(_("Confirmed by"), lambda row: str(row.assessment.confirmed_by), width=14),
        Column(_("Confirmed at"), lambda row: row.assessment.confirmed_at, "datetime"),
    ]


def write_file(batch: PayrollBatch, user: User, path: Path) -> int:
    """The workbook of an export: the same rows whenever it is made again."""
    rows = batch.entries.select_related(
        "assessment__person__unit", "assessment__period", "assessment__confirmed_by", "assessment__appeal"
    )
    report = Report(user)
    count = report.add_sheet(batch.number, columns(), rows.order_by("pk").iterator(chunk_size=500))
    report.save(path)
    return count
