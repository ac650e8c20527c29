"""Two files of one firm become one: everything is carried over, the second stays as a closed file (CUS-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer, CustomerOwnerHistory
from customers.customer.owner import hand_over_work
from customers.customer.permissions import can_merge_customers
from customers.duplicate.models import DistinctCustomers
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.outcome import status_for_grade
from customers.evaluation.standing import evaluation_on
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import conversation
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Attachment, Route, Task
from salesmgmt.core.registry import mergers_for
from salesmgmt.core.search import reindex, reindex_dependants
from salesmgmt.core.state import change, lock_whole, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User

# Empty on the kept file, they are taken from the other one.
FILLED = (
    "short_name",
    "credit_code",
    "industry",
    "address",
    "postcode",
    "phone",
    "invoice_title",
    "bank",
    "bank_account",
    "payment_pct",
    "payment_term_days",
    "region",
    "owner",
    "remark",
    "needs",
)
# A file may only be merged into one that has come at least as far.
EVALUATED = (Customer.Status.ACTIVE, Customer.Status.DORMANT, Customer.Status.BLOCKED)
# Not a document of the customer, but of the decision about the two files; and who was responsible for which file when,
# from which every figure of the past is counted.
STAYS = (DistinctCustomers, CustomerOwnerHistory)


def relations() -> list:
    """Every foreign key to a customer that any app has, as (model, field name); many-to-many tables apart, and tables that
    are computed from those that move."""
    found = []
    relation: Any
    for relation in Customer._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model = relation.related_model
            if not model._meta.auto_created and model not in STAYS and not getattr(model, "IS_COMPUTED", False):
                found.append((model, relation.field.name))
    return found


def preview(kept: Any, merged: Any) -> list:
    """``[(label, number)]`` of what moves, the largest first, for the manager who decides."""
    found = [
        (model._meta.verbose_name_plural, model._base_manager.filter(**{name: merged.pk}).count())
        for model, name in relations()
    ]
    kind = ContentType.objects.get_for_model(Customer)
    found.append((Attachment._meta.verbose_name_plural, Attachment.objects.of(merged).count()))
    found.append((Task._meta.verbose_name_plural, Task.objects.filter(content_type=kind, object_id=merged.pk).count()))
    return sorted(((label, number) for label, number in found if number), key=lambda row: -row[1])


def why_not_merged(kept: Any, merged: Any) -> str:
    """Why the two cannot become one, in words; "" where they can. The apps to the right have their own word at the merge."""
    if kept.pk == merged.pk:
        return _("Choose two different customers.")
    for file in (kept, merged):
        if file.merged_into_id:
            return _("%(customer)s was merged into another file.") % {"customer": file.name}
    if kept.credit_code and merged.credit_code:
        return _(
            "The two have different credit codes (%(first)s, %(second)s): they are two firms. Correct a wrong code first."
        ) % {
            "first": kept.credit_code,
            "second": merged.credit_code,
        }
    if merged.status in EVALUATED and kept.status not in EVALUATED:
        return _("%(merged)s is evaluated and %(kept)s is not. Keep the evaluated file.") % {
            "merged": merged.number,
            "kept": kept.number,
        }
    if merged.status == Customer.Status.UNDER_EVALUATION and kept.status == Customer.Status.PROSPECT:
        return _("%(merged)s is under evaluation and %(kept)s is not. Keep the file under evaluation.") % {
            "merged": merged.number,
            "kept": kept.number,
        }
    if kept.evaluations.open().exists() and merged.evaluations.open().exists():
        return _("Both have an evaluation report that is not decided. Have one of them decided first.")
    return ""


@transaction.atomic
def merge_customers(kept_pk: int, user: User, merged_pk: int, comment: str) -> Any:
    """Carry everything of one file over to the other and close it; recorded on both (CUS-13).

    The manager of both decides. Raises BusinessError with the reason where the two are two firms, where both have an
    account with entries, or where somebody merged one of them a moment before.
    """
    rows = {pk: lock_whole(Customer, pk, "owner") for pk in sorted({kept_pk, merged_pk})}
    kept, merged = rows[kept_pk], rows[merged_pk]
    require(can_merge_customers(user, kept, merged))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    reason = why_not_merged(kept, merged)
    if reason:
        raise BusinessError(reason)
    stays = frozenset().union(*(run(kept, merged) or () for run in mergers_for(Customer.KIND)))
    moved = preview(kept, merged)
    if kept.contacts.filter(is_primary=True).exists():
        merged.contacts.update(is_primary=False)
    stayed = [*_move_rows(kept, merged, stays), *_move_generic(kept, merged)]
    if kept.owner and kept.owner != merged.owner:
        hand_over_work(kept, user, merged.owner, kept.owner)
    values = _missing_values(kept, merged)
    # The code is unique: the closed file gives it away.
    gives = {"credit_code": None} if "credit_code" in values else {}
    move(merged, Customer.Status.MERGED, user, comment=f"{kept.number} {comment}", merged_into=kept, **gives)
    _take_over(kept, merged, values, user, f"{comment} ({_in_words(moved, stayed)})")
    _settle_grade(kept, user)
    reindex(Customer.objects.filter(pk__in=(kept.pk, merged.pk)))
    reindex_dependants(kept)
    return kept


def _move_rows(kept: Any, merged: Any, stays: frozenset) -> list:
    """Foreign keys of all apps in one statement each; rows that a constraint keeps apart stay where they are.

    Returns what stayed as ``[(label, number)]``: such as an invitation to the same campaign, which both files have.
    """
    stayed = []
    for model, name in relations():
        if model in stays:
            continue
        rows = model._base_manager.filter(**{name: merged.pk})
        try:
            with transaction.atomic():
                rows.update(**{name: kept.pk})
        except IntegrityError:
            number = _move_one_by_one(rows, {name: kept.pk})
            stayed.append((model._meta.verbose_name_plural, number))
    kept.categories.add(*merged.categories.all())
    return stayed


def _move_one_by_one(rows: Any, fields: dict) -> int:
    """Move the rows that can be moved; returns how many could not."""
    stayed = 0
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                rows.model._base_manager.filter(pk=pk).update(**fields)
        except IntegrityError:
            stayed += 1
    return stayed


def _in_words(moved: list, stayed: list) -> str:
    """For the record: what moved, and what stayed with the closed file because the kept one has the same."""
    left: dict = {}
    for label, number in stayed:
        left[label] = left.get(label, 0) + number
    rows = [(label, number - left.get(label, 0)) for label, number in moved]
    text = "、".join(f"{label} {number}" for label, number in rows if number > 0)
    kept_apart = "、".join(f"{label} {number}" for label, number in left.items() if number)
    if not kept_apart:
        return text
    return " · ".join(filter(None, [text, _("left with the closed file: %(rows)s") % {"rows": kept_apart}]))


def _move_generic(kept: Any, merged: Any) -> list:
    """Files, to-dos and readers hang on the kind and number of a document; the record of acts is never rewritten.

    Returns what stayed as ``[(label, number)]``; an open to-do that the kept file has too is not done twice.
    """
    kind = ContentType.objects.get_for_model(Customer)
    Attachment.objects.filter(content_type=kind, object_id=merged.pk).update(object_id=kept.pk)
    conversation.move(merged, kept)
    stayed = [
        (
            model._meta.verbose_name_plural,
            _move_one_by_one(model.objects.filter(content_type=kind, object_id=merged.pk), {"object_id": kept.pk}),
        )
        for model in (Task, Route)
    ]
    Task.objects.filter(content_type=kind, object_id=merged.pk).open().delete()
    DistinctCustomers.objects.filter(first__in=[kept, merged], second__in=[kept, merged]).delete()
    return stayed


def _missing_values(kept: Any, merged: Any) -> dict:
    """What the kept file does not know and the other does."""
    return {
        name: getattr(merged, name)
        for name in FILLED
        if getattr(kept, name) in (None, "") and getattr(merged, name) not in (None, "")
    }


def _take_over(kept: Any, merged: Any, values: dict, user: User, comment: str) -> None:
    """The kept file with what the other knew more, and the line in its record."""
    days = [day for day in (kept.first_delivery_date, merged.first_delivery_date) if day]
    if days:
        values["first_delivery_date"] = min(days)
    if merged.is_key and not kept.is_key:
        values |= {"is_key": True, "executive_sponsor": merged.executive_sponsor}
    before = kept.owner
    change(kept, user, gettext_noop("Merged"), comment=f"← {merged.number} {merged.name}: {comment}", **values)
    CustomerOwnerHistory.objects.create(
        customer=kept,
        from_user=before,
        to_user=kept.owner,
        changed_by=user,
        reason=_("Merged from %(number)s") % {"number": merged.number},
    )


def _settle_grade(kept: Any, user: User) -> None:
    """Of both files' reports the last approved one is in force; the others are history (RAT-07)."""
    in_force = evaluation_on(kept, today())
    if in_force is None:
        return
    older = kept.evaluations.filter(status=CustomerEvaluation.Status.APPROVED).exclude(pk=in_force.pk)
    for report in older.select_for_update().order_by("pk"):
        move(report, CustomerEvaluation.Status.SUPERSEDED, user, comment=in_force.number)
    wanted = status_for_grade(in_force.grade)
    rests = kept.status == Customer.Status.DORMANT and wanted == Customer.Status.ACTIVE
    if kept.status in EVALUATED and kept.status != wanted and not rests:
        move(kept, wanted, user, comment=in_force.number, grade=in_force.grade)
    elif kept.grade != in_force.grade:
        change(kept, user, gettext_noop("Evaluated"), comment=in_force.number, grade=in_force.grade)
