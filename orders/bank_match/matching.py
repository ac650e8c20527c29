"""Whose money a line is: by account number, by name, by what the purpose says. Sets and dictionaries, no query a line."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Func, Q, Value

from contracts.contract.models import Contract
from customers.customer.models import Customer, name_key
from customers.identity.lookup import customers_called
from orders.bank_match.states import Evidence
from orders.invoice.models import Invoice
from orders.known_payer.firm import firm_name
from orders.known_payer.models import KnownPayer
from orders.payment.models import Payment
from orders.payment.states import PaymentStatus
from salesmgmt.core.models import AuditEntry

if TYPE_CHECKING:
    import datetime as dt

# A number in a purpose: letters and digits in one piece; Chinese words part it by themselves.
NUMBER = re.compile(r"[A-Z0-9][A-Z0-9\-/]{5,39}")
# The account in a customer's file as `account_digits` makes one of a bank's.
ACCOUNT_DIGITS = Func(F("bank_account"), Value(r"[\s\u00a0\u3000\-]"), Value(""), Value("g"), function="regexp_replace")


@dataclass(frozen=True)
class Entry:
    """A line as it is matched."""

    pk: int
    date: dt.date
    amount: Decimal
    payer: str
    payer_account: str
    text: str
    transaction_no: str
    is_correction: bool = False


@dataclass
class Finding:
    """``customer`` where it is certain, with the evidence; else ``hints``, whose it may be. ``named`` are invoices."""

    customer: int | None = None
    evidence: list = field(default_factory=list)
    hints: list = field(default_factory=list)
    named: set = field(default_factory=set)


def numbers_in(text: str) -> set[str]:
    """What in a purpose may be the number of an invoice or a contract."""
    return set(NUMBER.findall(unicodedata.normalize("NFKC", text).upper()))


class Register:
    """What is known of the payers of some lines, read once for all of them; ``former`` as `former_names` gives it."""

    def __init__(self, entries: Sequence[Entry], former: dict[str, dict[int, str]]) -> None:
        self.accounts: dict[str, dict[int, list]] = defaultdict(dict)
        self.names: dict[str, dict[int, list]] = defaultdict(dict)
        self.numbers: dict[str, list] = defaultdict(list)
        self.recorded: dict[tuple, dict[int, list]] = defaultdict(dict)
        self.similar: dict[str, set[int]] = defaultdict(set)
        self._heirs: dict[int, int] = {}
        names = {entry.payer for entry in entries if entry.payer}
        accounts = {entry.payer_account for entry in entries if entry.payer_account}
        self._read_names(names)
        self._read_known(names, accounts)
        for name in {firm_name(name) for name in names} & former.keys():
            for customer, called in former[name].items():
                self.names[name].setdefault(customer, [Evidence.FORMER, {"name": called}])
        self._read_accounts(accounts)
        self._read_numbers({number for entry in entries for number in numbers_in(entry.text)})
        self._read_recorded({entry.transaction_no for entry in entries if entry.transaction_no})
        self._follow_merged()

    def _read_names(self, names: set[str]) -> None:
        for name, customers in customers_called(names).items():
            for customer in customers:
                self.names[firm_name(name)][customer.pk] = [Evidence.NAME, {"name": customer.name}]
        wanted = {firm_name(name) for name in names}
        keys = {name_key(name): firm_name(name) for name in names}
        rows = Customer.objects.filter(Q(name_key__in=list(keys)) | Q(invoice_title__in=names)).order_by()
        for pk, name, key, title, heir in rows.values_list("pk", "name", "name_key", "invoice_title", "merged_into"):
            pk = heir or pk
            for text in filter(None, (name, title)):
                if firm_name(text) in wanted:
                    self.names[firm_name(text)].setdefault(pk, [Evidence.VARIANT, {"name": text}])
            if key in keys:
                self.similar[keys[key]].add(pk)

    def _read_known(self, names: set[str], accounts: set[str]) -> None:
        keys = {firm_name(name) for name in names}
        rows = KnownPayer.objects.in_use().filter(Q(account__in=accounts) | Q(name_key__in=keys)).order_by("pk")
        for customer, name, key, account in rows.values_list("customer", "name", "name_key", "account"):
            about = {"payer": name or account}
            if account in accounts:
                self.accounts[account].setdefault(customer, [Evidence.PAYER, about])
            if key and key in keys:
                self.names[key].setdefault(customer, [Evidence.PAYER, about])

    def _read_accounts(self, accounts: set[str]) -> None:
        rows = Customer.objects.annotate(digits=ACCOUNT_DIGITS).filter(digits__in=accounts - {""}).order_by()
        for pk, account, heir in rows.values_list("pk", "digits", "merged_into"):
            self.accounts[account].setdefault(heir or pk, [Evidence.ACCOUNT, {"account": account}])

    def _read_numbers(self, numbers: set[str]) -> None:
        bills = Invoice.objects.filter(Q(number__in=numbers) | Q(invoice_no__in=numbers)).order_by()
        for pk, customer, number, invoice_no in bills.values_list("pk", "customer", "number", "invoice_no"):
            for text in {number, invoice_no} & numbers:
                self.numbers[text].append((customer, pk, [Evidence.INVOICE, {"number": text}]))
        contracts = Contract.objects.filter(number__in=numbers).order_by()
        for customer, number in contracts.values_list("customer", "number"):
            self.numbers[number].append((customer, None, [Evidence.CONTRACT, {"number": number}]))

    def _read_recorded(self, references: set[str]) -> None:
        """What a rep has recorded already with the bank's own number."""
        rows = Payment.objects.filter(reference__in=references, bank_line__isnull=True).exclude(
            status__in=(PaymentStatus.REJECTED, PaymentStatus.REVERSED)
        )
        for customer, number, reference, amount in rows.values_list("customer", "number", "reference", "amount"):
            self.recorded[reference, amount][customer] = [Evidence.RECORDED, {"payment": number}]

    def _follow_merged(self) -> None:
        """A file that was merged into another is the other."""
        seen = {pk for found in (*self.accounts.values(), *self.names.values()) for pk in found}
        seen |= {row[0] for rows in self.numbers.values() for row in rows}
        seen |= {pk for found in self.recorded.values() for pk in found}
        merged = Customer.objects.filter(pk__in=seen, merged_into__isnull=False).order_by()
        self._heirs = dict(merged.values_list("pk", "merged_into"))

    def _heir(self, pk: int) -> int:
        return self._heirs.get(pk, pk)

    def find(self, entry: Entry) -> Finding:
        """What all that is known says of one line. Certain is what one kind of evidence says and none contradicts."""
        if entry.is_correction:
            return Finding(evidence=[[Evidence.CORRECTION, {}]])
        texts: dict[int, list] = {}
        bills: dict[int, set[int]] = defaultdict(set)
        for number in sorted(numbers_in(entry.text)):
            for customer, bill, evidence in self.numbers.get(number, ()):
                texts.setdefault(self._heir(customer), evidence)
                if bill:
                    bills[self._heir(customer)].add(bill)
        kinds = [
            self._with_heirs(self.accounts.get(entry.payer_account, {}) if entry.payer_account else {}),
            self._with_heirs(self.names.get(firm_name(entry.payer), {}) if entry.payer else {}),
            texts,
            self._with_heirs(self.recorded.get((entry.transaction_no, entry.amount), {})),
        ]
        telling = [kind for kind in kinds if kind]
        every = sorted({pk for kind in telling for pk in kind})
        agreed = set.intersection(*(set(kind) for kind in telling)) if telling else set()
        if len(agreed) == 1:
            [customer] = agreed
            said = [kind[customer] for kind in telling]
            evidence = [each for place, each in enumerate(said) if each not in said[:place]]
            return Finding(customer, evidence, [customer], bills.get(customer, set()))
        if every:
            word = Evidence.SEVERAL if agreed else Evidence.CONFLICT
            return Finding(evidence=[[word, {"number": len(every)}]], hints=every)
        similar = sorted(self.similar.get(firm_name(entry.payer), ())) if entry.payer else []
        return Finding(evidence=[[Evidence.SIMILAR, {}]] if similar else [], hints=similar)

    def _with_heirs(self, found: dict[int, list]) -> dict[int, list]:
        return {self._heir(pk): evidence for pk, evidence in found.items()}


def former_names() -> dict[str, dict[int, str]]:
    """``{name as payers are compared: {customer: name}}`` that customers had before they were renamed, from the record of
    the changes: looked through once, however many lines are matched."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    rows = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Customer), changes__has_key="name"
    ).order_by("pk")
    for customer, change in rows.values_list("object_id", "changes__name").iterator():
        if isinstance(change, list) and change and (name := firm_name(str(change[0]))):
            found[name].setdefault(customer, str(change[0]))
    return found


def find_customers(entries: Sequence[Entry], former: dict[str, dict[int, str]]) -> dict[int, Finding]:
    """``{line: Finding}``: whose money each line is, as far as it is certain; a line without a finding says nothing."""
    register: Any = Register(entries, former)
    return {entry.pk: register.find(entry) for entry in entries}
