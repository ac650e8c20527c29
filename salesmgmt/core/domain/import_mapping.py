"""Which header of a file is which column of an import: what is proposed, what has to be asked, what is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from salesmgmt.core.domain import import_headers as headers_of
from salesmgmt.core.domain.import_files import normal
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from salesmgmt.core.domain.import_columns import ImportColumn
    from salesmgmt.core.domain.import_specs import ImportSpec
    from salesmgmt.core.models import ImportJob

TAKE, LEAVE = "take", "leave"


def known_names(spec: ImportSpec) -> set[str]:
    return {normal(name) for column in spec.columns for name in _names(column)}


def _names(column: ImportColumn) -> list:
    return [column.label, column.name, *column.aliases]


def guess_mapping(spec: ImportSpec, headers: list[str]) -> dict[str, str]:
    """{column: header} by equal names or aliases first, then by a name contained in the header; a header serves once.

    Which of several amounts is meant is not guessed from a name: only a column that is the sum to be paid for certain
    is proposed.
    """
    free = {normal(header): header for header in reversed(headers)}
    mapping = _parts(spec, free, headers)
    rest = [header for header in headers if header not in mapping.values()]
    for column in spec.columns:
        if column.is_money and not column.part and len(headers_of.money_headers(rest)) > 1:
            mapping[column.name] = free.pop(normal(headers_of.proposal(rest)), "")
    for exact in (True, False):
        for column in spec.columns:
            if column.name in mapping or column.part:
                continue
            found = _match(column, free, exact)
            if found:
                mapping[column.name] = free.pop(found)
    return {name: header for name, header in mapping.items() if header}


def _parts(spec: ImportSpec, free: dict, headers: list[str]) -> dict[str, str]:
    """Amounts beside the sum (paid, open), by their exact names; a file with nothing else counts them as its sum."""
    found = {column.name: name for column in spec.columns if column.part and (name := _match(column, free, exact=True))}
    if len(headers_of.money_headers(headers)) <= len(found):
        return {}
    return {column: free.pop(name) for column, name in found.items()}


def _match(column: ImportColumn, free: dict, exact: bool) -> str | None:
    names = [normal(name) for name in _names(column)]
    if exact:
        return next((name for name in names if name in free), None)
    telling = [name for name in names if len(name) > (3 if name.isascii() else 1)]
    return next((header for name in telling for header in free if name in header), None)


def checked_mapping(job: ImportJob, spec: ImportSpec, mapping: dict) -> dict:
    mapping = {name: header for name, header in mapping.items() if header in job.headers and spec.column(name)}
    missing = [str(column.label) for column in spec.columns if column.required and column.name not in mapping]
    if missing:
        raise BusinessError(_("Choose a column of the file for: %(names)s.") % {"names": "、".join(missing)})
    if len(set(mapping.values())) < len(mapping):
        raise BusinessError(_("One column of the file is chosen twice."))
    return mapping


def money_columns(spec: ImportSpec, mapping: dict) -> list:
    return [column for column in spec.columns if column.is_money and column.name in mapping]


def meanings(job: ImportJob, spec: ImportSpec) -> dict:
    """{column: Meaning} of the mapped amounts; BusinessError names what has to be answered first."""
    found, open_questions = {}, []
    for column in money_columns(spec, job.mapping):
        try:
            found[column.name] = headers_of.meaning(
                column.label,
                job.mapping[column.name],
                job.headers,
                job.facts.get("title", ""),
                unit=job.answers.get("unit", {}).get(column.name, ""),
                # What was paid is money: the question of the tax is asked about the sum alone.
                tax=job.answers.get("tax", {}).get(column.name, headers_of.GROSS if column.part else ""),
            )
        except BusinessError as question:
            open_questions.append(str(question))
    if job.facts.get("hidden_rows") and job.answers.get("hidden") not in (TAKE, LEAVE):
        open_questions.append(_("Say whether the hidden rows of the sheet are imported, too."))
    if open_questions:
        raise BusinessError(" ".join(open_questions))
    return found
