"""The import of quotas and their lines: drafts are made or changed; an empty cell leaves what is there, "-" takes it out (PLN-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.category.models import ProductCategory
from customers.customer.filters import regions
from customers.customer.models import Customer
from performance.quota.models import Quota
from performance.quota.permissions import submits_quotas
from performance.quota.setting import create_quota, update_quota
from salesmgmt.core.domain.import_columns import ImportColumn, amount, choice, code, whole_number
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED, RowErrors
from salesmgmt.core.domain.imports import ImportSpec
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

AMOUNT = amount()
PARTS = ("customer", "segment", "region", "category")


def amount_or_dash(cell: Any, reading: Any) -> Decimal:
    """An amount, or a dash for none."""
    return ZERO if str(cell).strip() in ("-", "—", "–") else AMOUNT(cell, reading)


def import_quotas(rows: list, user: User, update: bool, progress: Any) -> dict:
    """``rows`` of (number, values): a row without customer, class, region and category is the quota of the person and year
    itself, any other a line of it."""
    outcomes: dict[int, str] = {}
    reasons: dict[int, str] = {}
    groups: dict[tuple, list] = {}
    known = _named(rows, user)
    for number, values in rows:
        found = {
            name: known[name].get((values[name] or "").upper()) for name in ("rep", "customer", "region", "category")
        }
        unknown = [values[name] for name, row in found.items() if values[name] and row is None]
        if unknown:
            reasons[number] = _("“%(text)s” is not known.") % {"text": unknown[0]}
            continue
        found["segment"] = values["segment"] or ""
        groups.setdefault((found["rep"], values["year"]), []).append((number, found, values["amount"]))
    for (rep, year), lines in groups.items():
        try:
            outcomes.update(_import_quota(rep, year, lines, user))
        except (BusinessError, PermissionDenied) as refusal:
            reasons.update({number: str(refusal) for number, _found, _amount in lines})
    if reasons:
        raise RowErrors(reasons)
    progress(len(rows))
    return outcomes


def _named(rows: list, user: User) -> dict:
    """``{column: {what the sheet says in capitals: row}}``: one read a column."""
    said = {name: {str(values[name]) for _number, values in rows if values[name]} for name in ("rep", "customer")}
    reps = User.objects.with_role(Role.REP).filter(username__in=said["rep"])
    customers = Customer.objects.filter(number__in=said["customer"]).select_related("owner")
    return {
        "rep": {row.username.upper(): row for row in reps},
        "customer": {row.number.upper(): row for row in customers},
        "region": {row.code.upper(): row for row in regions()},
        "category": {row.code.upper(): row for row in ProductCategory.objects.all()},
    }


def _import_quota(rep: User, year: int, rows: list, user: User) -> dict:
    draft = Quota.objects.filter(rep=rep, year=year, status=Quota.Status.DRAFT).first()
    total = draft.collection_amount if draft else None
    present = {}
    if draft is not None:
        for line in draft.lines.select_related("customer", "region", "category"):
            present[tuple(getattr(line, name) for name in PARTS)] = line.amount
    outcomes, was = {}, dict(present)
    before = total
    for number, found, figure in rows:
        key = tuple(found[name] for name in PARTS)
        old = present.get(key) if any(key) else total
        outcomes[number] = UNCHANGED if figure is None or figure == old else UPDATED if draft else CREATED
        if figure is None:
            continue
        if not any(key):
            total = figure
        elif figure:
            present[key] = figure
        else:
            present.pop(key, None)
    if (total, present) == (before, was):
        return outcomes
    lines = [{**dict(zip(PARTS, key, strict=True)), "amount": figure} for key, figure in present.items()]
    if draft is None:
        whole = sum(present.values(), ZERO) if total is None else total
        create_quota(user, rep=rep, year=year, collection_amount=whole, lines=lines)
    else:
        update_quota(draft.pk, user, collection_amount=total, remark=draft.remark, lines=lines)
    return outcomes


QUOTAS = ImportSpec(
    kind="quota",
    label=gettext_lazy("Quotas"),
    icon="target",
    permission=submits_quotas,
    save_batch=import_quotas,
    help=gettext_lazy(
        "A row without customer, class, region and category is the quota itself, any other a line of it. An empty amount leaves what is there, “-” takes the line out."
    ),
    columns=(
        ImportColumn(
            "rep",
            gettext_lazy("user name of the representative"),
            required=True,
            parse=code(60),
            aliases=("人员账号", "业务员账号"),
            example="rep1",
        ),
        ImportColumn(
            "year", gettext_lazy("year"), required=True, parse=whole_number, aliases=("年度", "年份"), example="2027"
        ),
        ImportColumn("customer", gettext_lazy("customer number"), parse=code(40), aliases=("客户编号",)),
        ImportColumn(
            "segment", gettext_lazy("segment"), parse=choice(Customer.Segment.choices), aliases=("客户分类", "客户类别")
        ),
        ImportColumn("region", gettext_lazy("code of the region"), parse=code(20), aliases=("区域编码", "区域")),
        ImportColumn(
            "category",
            gettext_lazy("code of the product category"),
            parse=code(20),
            aliases=("产品类别编码", "产品类别"),
        ),
        ImportColumn("amount", gettext_lazy("amount"), parse=amount_or_dash, aliases=("额度", "金额", "年度额度")),
    ),
)
