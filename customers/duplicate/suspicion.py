"""Which files look like one firm opened twice (CUS-13)."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Count

from customers.customer.models import Customer
from customers.customer.permissions import can_merge_customers
from customers.duplicate.models import DistinctCustomers
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class Suspected(NamedTuple):
    pairs: list
    hidden: list
    is_cut: bool  # more than the limit: these are only the first


def suspected_pairs(user: User, limit: int = 200) -> Suspected:
    """``(pairs, hidden, is_cut)``: pairs of files that look like one firm, of those this person may see.

    ``hidden`` is how many of his own files look like one of another region, of which nothing is said (CUS-13). Names are
    compared by sound and words in any order, without legal form; pairs told apart by a manager are left out.
    """
    keys = Customer.objects.live().exclude(sound_key="").order_by().values("sound_key")
    doubled = keys.annotate(number=Count("pk")).filter(number__gt=1).values("sound_key")
    visible = Customer.objects.visible_to(user).live().filter(sound_key__in=doubled)
    groups: dict = {}
    rows = list(visible.with_people().order_by("sound_key", "pk")[: limit * 2 + 1])
    for row in rows[: limit * 2]:
        groups.setdefault(row.sound_key, []).append(row)
    apart = set(DistinctCustomers.objects.values_list("first", "second"))
    pairs = [
        (first, second)
        for rows in groups.values()
        for first, second in combinations(rows, 2)
        if (first.pk, second.pk) not in apart
    ]
    hidden = [rows[0] for rows in groups.values() if len(rows) == 1]
    return Suspected(pairs[:limit], hidden, len(rows) > limit * 2 or len(pairs) > limit)


@transaction.atomic
def tell_apart(first_pk: int, second_pk: int, user: User) -> None:
    """These two are two firms; the pair is not suspected again."""
    first, second = (lock(Customer, pk, "owner") for pk in sorted((first_pk, second_pk)))
    require(can_merge_customers(user, first, second))
    DistinctCustomers.objects.get_or_create(first=first, second=second, defaults={"decided_by": user})
