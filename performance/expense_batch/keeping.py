"""The accounts to which people are paid, and the layouts of the banks' files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.expense_batch.models import PayeeAccount, PayoutLayout
from performance.expense_batch.permissions import can_keep_layouts, can_keep_payee_account
from performance.expense_batch.states import NEEDED, Cell
from salesmgmt.core import audit
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any


@transaction.atomic
def create_payee_account(user: User, person: User | None = None, **fields: Any) -> PayeeAccount:
    """One account a person; whose it is must be said by finance, for everybody else it is his own."""
    person = lock(User, (person or user).pk)
    require(can_keep_payee_account(user, person))
    if PayeeAccount.objects.filter(person=person).exists():
        raise BusinessError(_("An account of %(person)s is known already: change that one.") % {"person": person})
    account = PayeeAccount.objects.create(person=person, **fields)
    audit.record(account, user, gettext_noop("Created"))
    _tell(account, user)
    return account


@transaction.atomic
def update_payee_account(pk: int, user: User, **fields: Any) -> PayeeAccount:
    """From the next batch on; what stands in a batch stays as it was said to the bank."""
    account = lock(PayeeAccount, pk, "person")
    require(can_keep_payee_account(user, account.person))
    fields.pop("person", None)
    change(account, user, gettext_noop("Edited"), **fields)
    _tell(account, user)
    return account


def _tell(account: PayeeAccount, user: User) -> None:
    """Nobody's money goes elsewhere without his hearing of it."""
    if account.person_id != user.pk:
        notify(
            [account.person],
            lambda: (
                _("Your expenses are now paid to %(account)s (%(bank)s)") % {"account": account, "bank": account.bank}
            ),
        )


@transaction.atomic
def create_layout(user: User, **fields: Any) -> PayoutLayout:
    require(can_keep_layouts(user))
    _check(fields["columns"])
    layout = PayoutLayout.objects.create(**fields)
    audit.record(layout, user, gettext_noop("Created"))
    return layout


@transaction.atomic
def update_layout(pk: int, user: User, **fields: Any) -> PayoutLayout:
    require(can_keep_layouts(user))
    layout = lock(PayoutLayout, pk)
    _check(fields["columns"])
    return change(layout, user, gettext_noop("Edited"), **fields)


def _check(columns: list) -> None:
    said = {cell for _header, cell in columns}
    missing = [str(cell.label) for cell in map(Cell, NEEDED) if cell not in said]
    if missing:
        raise BusinessError(_("A payment file needs: %(columns)s.") % {"columns": "、".join(missing)})
