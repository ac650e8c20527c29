"""Contracts in force with something missing: annex, original, seal; and those that run out or are broken (RSK-06)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from contracts.annex.models import ContractAnnex
from contracts.contract.filed_models import SignedOriginal
from contracts.contract.states import IN_FORCE
from contracts.filing.models import ContractFiling
from contracts.review.steps import DEPARTMENT_STEPS, NEEDED_ANNEXES
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    from contracts.contract.models import Contract


def needed_kinds(departments: list[str]) -> list[str]:
    """The annexes a contract has when these departments review it (CON-06, CON-07)."""
    steps = [DEPARTMENT_STEPS[code][0] for code in departments]
    return [str(kind) for step in steps for kind in NEEDED_ANNEXES.get(step, ())]


def with_risks(contracts: QuerySet, day: dt.date, kinds: list[str], days: int) -> QuerySet:
    """Contracts in force with ``no_original``, ``no_seal``, ``no_annex``, ``is_over`` and ``ends_soon`` (RSK-06).

    The original and the seals are those of the version in force: an amendment has a signed paper of its own.
    """
    of_version = {"contract": OuterRef("pk"), "version": OuterRef("version")}
    return contracts.filter(status__in=IN_FORCE).annotate(
        no_original=~Exists(ContractFiling.objects.filter(**of_version)),
        no_seal=_is(Q(version__gt=1) & ~Exists(SignedOriginal.objects.filter(**of_version))),
        no_annex=_is(_lacks(kinds)),
        is_over=_is(Q(end_date__lt=day)),
        ends_soon=_is(Q(end_date__gte=day, end_date__lte=day + dt.timedelta(days=days))),
    )


def _is(condition: Any) -> Any:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _lacks(kinds: list[str]) -> Any:
    annexes = ContractAnnex.objects.filter(contract=OuterRef("pk"), attachment__removed_at__isnull=True)
    condition: Any = Q(pk__isnull=True)
    for kind in kinds:
        condition |= ~Exists(annexes.filter(kind=kind))
    return condition


def at_risk(contracts: QuerySet, day: dt.date | None = None) -> QuerySet:
    """The contract-risk list: in force, and an annex, the filed original or a seal is missing, or it is over or broken
    (RSK-06)."""
    settings = policy()
    rows = with_risks(
        contracts, day or today(), needed_kinds(settings.contract_departments), settings.contract_expiry_days
    )
    return rows.filter(Q(no_original=True) | Q(no_seal=True) | Q(no_annex=True) | Q(is_over=True) | Q(breach_open=True))


def warnings_of(contract: Contract) -> list[str]:
    """What the page of a contract warns of, in words (RSK-06)."""
    settings = policy()
    rows = with_risks(
        type(contract).objects.filter(pk=contract.pk),
        today(),
        needed_kinds(settings.contract_departments),
        settings.contract_expiry_days,
    )
    row = rows.first()
    if row is None:
        return []
    found = [
        (row.no_original, _("The original of version %(n)d is not filed.") % {"n": row.version}),
        (row.no_seal, _("The amendment to version %(n)d is not signed and sealed by both.") % {"n": row.version}),
        (row.no_annex, _("An annex is missing: %(annexes)s.") % {"annexes": "、".join(missing_annexes(contract))}),
        (row.is_over, _("The contract ended on %(day)s.") % {"day": row.end_date}),
        (row.ends_soon, _("The contract ends on %(day)s.") % {"day": row.end_date}),
    ]
    return [text for applies, text in found if applies]


def missing_annexes(contract: Contract) -> list[str]:
    """The labels of the needed annexes that are not there."""
    prefetch_related_objects([contract], "annexes__attachment")
    there = {annex.kind for annex in contract.annexes.all() if annex.is_filed}
    kinds = needed_kinds(policy().contract_departments)
    return [str(ContractAnnex.Kind(kind).label) for kind in kinds if kind not in there]
