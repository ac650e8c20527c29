"""Accounts and layouts as finance keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.bank_account.models import BankAccount, BankProfile
from orders.bank_account.permissions import can_keep_bank_accounts
from orders.bank_account.states import Column
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def create_account(user: User, **fields: Any) -> BankAccount:
    """An account of ours, from now on known in the files of its bank."""
    require(can_keep_bank_accounts(user))
    account = BankAccount.objects.create(**fields)
    audit.record(account, user, gettext_noop("Created"))
    return account


@transaction.atomic
def update_account(pk: int, user: User, **fields: Any) -> BankAccount:
    """Name, branch, in use or not. The number of an account that has lines stays: they are known by it."""
    require(can_keep_bank_accounts(user))
    account = lock(BankAccount, pk)
    if fields.get("number", account.number) != account.number and account.statements.exists():
        raise BusinessError(_("Statements of this account were taken over: its number stays. Add the other account."))
    return change(account, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def create_profile(user: User, **fields: Any) -> BankProfile:
    """A layout of its own for a file that none of the others knows."""
    require(can_keep_bank_accounts(user))
    _check(fields["columns"])
    profile = BankProfile.objects.create(**fields)
    audit.record(profile, user, gettext_noop("Created"))
    return profile


@transaction.atomic
def update_profile(pk: int, user: User, **fields: Any) -> BankProfile:
    """Other headers from the next file on; what was taken over stays as it is."""
    require(can_keep_bank_accounts(user))
    profile = lock(BankProfile, pk)
    _check(fields["columns"])
    return change(profile, user, gettext_noop("Edited"), **fields)


def _check(columns: dict) -> None:
    """A line is known by its day and an amount whose direction is said."""
    named = {column for column, headers in columns.items() if headers}
    if Column.DATE not in named:
        raise BusinessError(_("Name the header of the day: without it no line is found."))
    if not ({Column.MONEY_IN, Column.MONEY_OUT} <= named or Column.AMOUNT in named):
        raise BusinessError(
            _("Name the headers of money in and money out, or the one of an amount of either direction.")
        )
