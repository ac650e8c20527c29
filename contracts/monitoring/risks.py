"""Contracts in force with something missing: annex, original, seal; and those that run out or are broken (RSK-06).

What of its papers a contract lacks stands on it (``Contract.lacks_original`` …). The database writes it whoever files,
seals, amends or takes off (migration 0017), so that it is never old; ``wrong_papers`` reads it again from the papers themselves.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext as _

from contracts.annex.models import ContractAnnex
from contracts.contract.models import Contract
from contracts.contract.states import IN_FORCE
from contracts.review.steps import DEPARTMENT_STEPS, NEEDED_ANNEXES
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    from collections.abc import Iterable

# What is kept on the contract of the annexes a department may ask for.
LACKS = {
    ContractAnnex.Kind.TECHNICAL_AGREEMENT.value: "lacks_technical",
    ContractAnnex.Kind.QUALITY_AGREEMENT.value: "lacks_quality",
    ContractAnnex.Kind.INSPECTION_STANDARD.value: "lacks_standard",
}
KEPT = "contracts_kept_papers(lacks_original, lacks_standard, lacks_quality, lacks_seal, lacks_technical)"
# They know the customer of their contract.
PARTS = ("contractfiling", "contractamendment", "contracttermination", "deviation")


def needed_kinds(departments: list[str]) -> list[str]:
    """The annexes a contract has when these departments review it (CON-06, CON-07)."""
    steps = [DEPARTMENT_STEPS[code][0] for code in departments]
    return [str(kind) for step in steps for kind in NEEDED_ANNEXES.get(step, ())]


def with_risks(contracts: QuerySet, day: dt.date, kinds: list[str], days: int) -> QuerySet:
    """Contracts in force with ``no_original``, ``no_seal``, ``no_annex``, ``is_over`` and ``ends_soon`` (RSK-06).

    The original and the seals are those of the version in force: an amendment has a signed paper of its own.
    """
    return contracts.filter(status__in=IN_FORCE).annotate(
        no_original=F("lacks_original"),
        no_seal=F("lacks_seal"),
        no_annex=_is(_lacks_annex(kinds)),
        is_over=_is(Q(in_force_until__lt=day)),
        ends_soon=_is(Q(end_date__gte=day, end_date__lte=day + dt.timedelta(days=days))),
    )


def _is(condition: Any) -> Any:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _lacks_annex(kinds: list[str]) -> Q:
    condition = Q(pk__isnull=True)
    for kind in kinds:
        condition |= Q(**{LACKS[kind]: True})
    return condition


def at_risk(contracts: QuerySet, day: dt.date | None = None) -> QuerySet:
    """The contract-risk list: in force, and an annex, the filed original or a seal is missing, or it is over or broken
    (RSK-06). Written on the columns alone, so that the database goes by its indexes where there are few."""
    settings, day = policy(), day or today()
    kinds = needed_kinds(settings.contract_departments)
    rows = with_risks(contracts, day, kinds, settings.contract_expiry_days)
    lacking = Q(lacks_original=True) | Q(lacks_seal=True) | _lacks_annex(kinds)
    return rows.filter(lacking | Q(in_force_until__lt=day) | Q(breach_open=True))


def warnings_of(contract: Contract) -> list[str]:
    """What the page of a contract warns of, in words (RSK-06)."""
    settings = policy()
    kinds = needed_kinds(settings.contract_departments)
    rows = Contract.objects.filter(pk=contract.pk)
    row = with_risks(rows, today(), kinds, settings.contract_expiry_days).first()
    if row is None:
        return []
    annexes = "、".join(str(ContractAnnex.Kind(kind).label) for kind in kinds if getattr(row, LACKS[kind]))
    found = [
        (row.no_original, _("The original of version %(n)d is not filed.") % {"n": row.version}),
        (row.no_seal, _("The amendment to version %(n)d is not signed and sealed by both.") % {"n": row.version}),
        (row.no_annex, _("An annex is missing: %(annexes)s.") % {"annexes": annexes}),
        (row.is_over, _("The contract ended on %(day)s.") % {"day": row.end_date}),
        (row.ends_soon, _("The contract ends on %(day)s.") % {"day": row.end_date}),
    ]
    return [text for applies, text in found if applies]


def wrong_papers() -> list[int]:
    """For the check: contracts whose missing papers are not what was filed with them, or that a filing, an amendment, a
    termination or a deviation has with another customer."""
    in_force = ", ".join(f"'{status}'" for status in IN_FORCE)
    asked = [
        f"SELECT id FROM contracts_contract WHERE {KEPT} <> CASE WHEN status IN ({in_force}) "  # noqa: S608
        "THEN contracts_missing_papers(id, version) ELSE '{}' END",
        "SELECT id FROM contracts_contract WHERE in_force_until IS DISTINCT FROM "  # noqa: S608
        f"CASE WHEN status IN ({in_force}) THEN end_date END",
        *(
            f"SELECT c.id FROM contracts_{part} p JOIN contracts_contract c ON c.id = p.contract_id "  # noqa: S608
            "WHERE c.customer_id <> p.customer_id"
            for part in PARTS
        ),
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(asked) + " ORDER BY 1")
        return [pk for (pk,) in cursor.fetchall()]


def write_papers(pks: Iterable[int]) -> None:
    """Write both again: the triggers take them from the papers and from the contract."""
    keys = list(pks)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contracts_contract SET lacks_original = lacks_original WHERE id = ANY(%s)", [keys])
        for part in PARTS:
            cursor.execute(
                f"UPDATE contracts_{part} SET customer_id = customer_id WHERE contract_id = ANY(%s)",  # noqa: S608
                [keys],
            )
