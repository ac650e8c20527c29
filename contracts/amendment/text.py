"""The text of a contract as it is, as it is to be, and as it was: read, kept in versions, written back (AMD-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from contracts.amendment.models import ContractVersion
from contracts.contract.models import ContractLine
from contracts.contract.terms import LINE_FIELDS, TEXT_FIELDS, amount_of, fingerprint, text_of
from salesmgmt.core import audit
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from contracts.amendment.models import ContractAmendment
    from contracts.contract.models import Contract
    from salesmgmt.core.models import User


COPIED = tuple(name for name in LINE_FIELDS if name != "product_id")


def labels_of(model: type[Any]) -> dict:
    """``{field: label}`` of everything the parties agree on."""
    line = model._meta.get_field("lines").related_model
    found = {name: model._meta.get_field(name).verbose_name for name in TEXT_FIELDS}
    return found | {name: line._meta.get_field(name).verbose_name for name in COPIED}


def store_version(contract: Contract, user: User, amendment: ContractAmendment | None = None) -> ContractVersion:
    """Keep the text that is in force now under its version; once."""
    text = text_of(contract)
    kept, _made = ContractVersion.objects.get_or_create(
        contract=contract,
        version=contract.version,
        defaults={
            "text": text,
            "fingerprint": fingerprint(text),
            "amount": contract.amount,
            "amendment": amendment,
            "put_in_force_by": user,
        },
    )
    return kept


def lines_of(document: Contract | ContractAmendment) -> list:
    """The lines of a contract or an amendment as the cleaned data of a form."""
    return [
        {"product": line.product, **{name: getattr(line, name) for name in COPIED}}
        for line in document.lines.select_related("product")
    ]


def write_lines(document: Contract | ContractAmendment, model: type[Any], parent: str, lines: list) -> Decimal:
    """Replace the lines of an amendment or a contract by these; returns their sum."""
    document.lines.all().delete()
    rows = [
        model(
            **{parent: document},
            position=position,
            product=line["product"],
            amount=amount_of(line["quantity"], line["price"]),
            **{name: line[name] for name in COPIED if line.get(name) is not None},
        )
        for position, line in enumerate(lines, 1)
    ]
    model.objects.bulk_create(rows)
    return sum((row.amount for row in rows), ZERO)


def put_in_force(contract: Contract, amendment: ContractAmendment, user: User) -> tuple:
    """The contract gets the text and the lines of the amendment, and version + 1 (AMD-05).

    The text before is kept first: a contract signed before versions were kept has none.
    """
    before = store_version(contract, user).text
    amount = write_lines(contract, ContractLine, "contract", lines_of(amendment))
    change(
        contract,
        user,
        gettext_noop("Amended"),
        comment=str(amendment),
        version=contract.version + 1,
        amount=amount,
        **{name: getattr(amendment, name) for name in TEXT_FIELDS},
    )
    audit.record(contract, user, gettext_noop("New version in force"), comment=f"V{contract.version}")
    contract.refresh_from_db()
    return before, store_version(contract, user, amendment)


def before_and_after(amendment: ContractAmendment) -> tuple:
    """The text the amendment changes, and the text it leads to: the version it was made of, once that is kept."""
    after = text_of(amendment)
    base = amendment.version - 1 if amendment.version else amendment.base_version
    kept = ContractVersion.objects.filter(contract=amendment.contract_id, version=base).first()
    return (kept.text if kept else text_of(amendment.contract)), after
