"""The evidence of a line in words, in the language of the reader."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from orders.bank_match.states import Evidence

if TYPE_CHECKING:
    from orders.bank_statement.models import BankLine


def _invoices(about: dict[str, Any]) -> dict[str, Any]:
    names = "、".join(about.get("invoices", ()))
    more = about.get("number", 0) - len(about.get("invoices", ()))
    return {**about, "names": f"{names} … +{more}" if more > 0 else names}


SENTENCES: dict[str, Callable] = {
    Evidence.ACCOUNT: lambda about: _("The account %(account)s stands in the customer's file.") % about,
    Evidence.NAME: lambda about: _("The payer is called as the customer: %(name)s.") % about,
    Evidence.VARIANT: lambda about: (
        _("The payer's name is the customer's but for brackets or legal form: %(name)s.") % about
    ),
    Evidence.FORMER: lambda about: _("The customer was called so before: %(name)s.") % about,
    Evidence.PAYER: lambda about: _("%(payer)s is known to pay for this customer.") % about,
    Evidence.INVOICE: lambda about: _("The purpose names his invoice %(number)s.") % about,
    Evidence.CONTRACT: lambda about: _("The purpose names his contract %(number)s.") % about,
    Evidence.RECORDED: lambda about: _("%(payment)s was recorded with the same bank reference and amount.") % about,
    Evidence.NAMED: lambda about: _("It pays what the purpose names: %(names)s.") % _invoices(about),
    Evidence.EXACT: lambda about: _("It is exactly the open amount of %(names)s.") % _invoices(about),
    Evidence.SUM: lambda about: _("It is exactly the sum of %(names)s.") % _invoices(about),
    Evidence.OLDEST: lambda about: _("No invoice has this amount: the oldest first, %(names)s.") % _invoices(about),
    Evidence.EQUAL: lambda about: _(
        "Several invoices or sums have this amount: none is proposed, the money stays free."
    ),
    Evidence.FREE: lambda about: _("There is no open invoice: the money stays on the account."),
    Evidence.REST: lambda about: (
        _("%(amount)s is left over and stays on the account.") % {"amount": f"{Decimal(about['amount']):,.2f}"}
    ),
    Evidence.KNOWN: lambda about: _("%(payment)s, confirmed before, is this money: nothing is posted twice.") % about,
    Evidence.CLAIM: lambda about: _("Claimed, not matched: look at the payer."),
    Evidence.SIMILAR: lambda about: _("A customer has a similar name."),
    Evidence.SEVERAL: lambda about: _("%(number)d customers fit equally well.") % about,
    Evidence.CONFLICT: lambda about: _("Account, name and purpose point to different customers (%(number)d).") % about,
    Evidence.CORRECTION: lambda about: _("A correction of the bank: is it a customer's at all?"),
}


def evidence_in_words(line: BankLine) -> list[str]:
    """One sentence for each piece of evidence, in their order."""
    return [str(SENTENCES[word](about)) for word, about in line.evidence if word in SENTENCES]
