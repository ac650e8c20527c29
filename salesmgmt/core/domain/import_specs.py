"""What can be imported: each app describes its imports and registers them in apps.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from salesmgmt.core.domain import first_day
from salesmgmt.core.domain.import_columns import ImportColumn
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.output import xlsx
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from salesmgmt.core.models import ImportJob, User


CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
# The file says itself that the row is none: a void invoice.
LEFT_OUT = "left_out"


@dataclass(frozen=True)
class ImportSpec:
    """One kind of import.

    `save_row(values, user, update)` writes one row inside the import's transaction and returns CREATED, UPDATED or
    UNCHANGED; ValueError, ValidationError and BusinessError are the row's reason. `update` is whether existing records
    may be changed. For thousands of rows give `save_batch(rows, user, update, progress)` instead, where rows is a list
    of (number, values): it returns {number: outcome} and may raise RowErrors({number: reason}); with `wants_job` it is
    called with `job=`, which says whether it is for trial (job.phase) and from which file. Where the file is money,
    `summary(values by number, outcomes, done)` gives [(label, yuan)] of what it brings into the books.

    `prepare(path, facts, headers)` may put the file in order after it was read: it rewrites the rows at `path` so that
    they have the columns of the import under `headers`, notes in `facts` what a person has to know ("notes": sentences)
    and returns True; then the columns need no mapping and the rows are checked at once. False leaves the file as it is.
    `old_excel` takes .xls files, too.
    """

    kind: str
    label: Any
    columns: tuple[ImportColumn, ...]
    permission: Callable
    save_row: Callable | None = None
    save_batch: Callable | None = None
    summary: Callable | None = None
    can_update: bool = True
    help: Any = ""
    icon: str = "file-import"
    is_sheet: bool = True  # of the workbook of the first day; False for what another program writes
    order: int = 50  # among the sheets of a workbook: what is named by others comes before them
    date_order: str = "ymd"
    prepare: Callable | None = None
    wants_job: bool = False
    old_excel: bool = False
    leads_to: str = ""  # the list where what was imported is seen
    sheet_names: tuple[str, ...] = ()  # by which a sheet of a workbook is known beside the label

    def column(self, name: str) -> ImportColumn | None:
        return next((column for column in self.columns if column.name == name), None)


class RowErrors(Exception):
    """Raised by save_batch when rows cannot be taken."""

    def __init__(self, reasons: dict[int, str]) -> None:
        super().__init__(f"{len(reasons)} rows")
        self.reasons = reasons


_specs: dict[str, ImportSpec] = {}


def register_import(spec: ImportSpec) -> ImportSpec:
    if spec.kind in _specs:
        raise ValueError(f"import {spec.kind!r} is registered twice")
    if bool(spec.save_row) == bool(spec.save_batch):
        raise ValueError("an import has save_row or save_batch")
    _specs[spec.kind] = spec
    return spec


def find(kind: str) -> ImportSpec | None:
    return _specs.get(kind)


def all_specs() -> list[ImportSpec]:
    """Every import that the apps have registered."""
    return list(_specs.values())


def specs_for(user: User) -> list[ImportSpec]:
    """The imports this person may start."""
    brings = bool(first_day.brings_in(user))
    found = [spec for spec in all_specs() if brings or spec.permission(user)]
    return sorted(found, key=lambda spec: spec.order)


def may_import(user: User, spec: ImportSpec) -> bool:
    """Whoever the spec names, and before the go-live the administrator."""
    return bool(spec.permission(user)) or first_day.brings_in(user)


def importer(user: User, spec: ImportSpec) -> User:
    """As whom the rows are written: the person himself, or the administrator in the standing of the company's first day."""
    return user if spec.permission(user) else first_day.in_standing(user)


def spec_for(user: User, kind: str) -> ImportSpec:
    spec = find(kind)
    if spec is None:
        raise BusinessError(_("This import does not exist."))
    require(may_import(user, spec), _("You may not import this."))
    return spec


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def rows_of(job: ImportJob) -> Path:
    """The rows of the chosen sheet, as they were read."""
    return folder() / f"{job.stored_name}.rows"


def write_template(spec: ImportSpec, path: Any, user: User) -> None:
    """An empty sheet with the column names, and a second one that explains them."""
    write_templates([spec], path, user)


def write_templates(specs: list[ImportSpec], path: Any, user: User) -> None:
    """A workbook with an empty sheet for each import, and a last one that explains all their columns."""
    report = xlsx.Report(user)
    for spec in specs:
        report.add_sheet(spec.label, [xlsx.Column(column.label, lambda row: None) for column in spec.columns], [])
    about = [
        xlsx.Column(_("Column"), lambda pair: pair[1].label),
        xlsx.Column(_("Required"), lambda pair: pair[1].required),
        xlsx.Column(_("Example"), lambda pair: pair[1].example),
        xlsx.Column(_("Explanation"), lambda pair: pair[1].help, width=60),
    ]
    if len(specs) > 1:
        about.insert(0, xlsx.Column(_("Sheet"), lambda pair: pair[0].label))
    report.add_sheet(_("Explanation"), about, [(spec, column) for spec in specs for column in spec.columns])
    report.save(path)
