"""Contracts for the tests of this app and those to its right."""

import datetime as dt
from decimal import Decimal

import factory
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.annex.models import ContractAnnex
from contracts.contract.filed_models import SignedOriginal
from contracts.contract.models import Contract, ContractLine
from contracts.template.models import ContractTemplate
from contracts.template.standard import NAME, TEXTS
from pricing.tests.factories import ProductFactory
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments
from salesmgmt.core.money import ZERO, cents

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def pdf_file(name="scan.pdf"):
    """An upload that the attachments accept."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


class ContractTemplateFactory(factory.django.DjangoModelFactory):
    """The template in force, one of a name: a second call gives the same."""

    class Meta:
        model = ContractTemplate
        django_get_or_create = ("name", "version")

    name = NAME
    version = 1
    status = ContractTemplate.Status.IN_FORCE
    in_force_from = factory.LazyFunction(today)


def template(**fields):
    """The standard text in force."""
    return ContractTemplateFactory(**{**TEXTS, **fields})


class ContractFactory(factory.django.DjangoModelFactory):
    """A complete draft without lines: ``contract(customer, [(product, quantity, price)])`` makes one with lines."""

    class Meta:
        model = Contract

    number = factory.Sequence(lambda n: f"CON-TEST-{n:05d}")
    title = "制动系统配件年度供货合同"
    template = factory.LazyFunction(template)
    start_date = factory.LazyFunction(today)
    end_date = factory.LazyAttribute(lambda contract: contract.start_date + dt.timedelta(days=365))
    payment_term_days = 30
    signing_place = "重庆"
    created_by = factory.LazyAttribute(lambda contract: contract.customer.owner)


def contract(customer, lines=None, **fields):
    """A contract in any status (draft), written as it is, without checks.

    ``lines``: ``[(product, quantity, price)]`` with delivery in thirty days; one line of a new product without.
    """
    made = ContractFactory(customer=customer, **{**TEXTS, **fields})
    lines = lines or [(ProductFactory(), Decimal(10), Decimal(100))]
    rows = [_line(made, position, *line) for position, line in enumerate(lines, 1)]
    ContractLine.objects.bulk_create(rows)
    made.amount = sum((row.amount for row in rows), start=ZERO)
    made.save(update_fields=["amount"])
    return made


def _line(made, position, product, quantity, price):
    quantity, price = Decimal(str(quantity)), Decimal(str(price))
    return ContractLine(
        contract=made,
        position=position,
        product=product,
        spec=product.spec,
        unit=product.unit,
        quantity=quantity,
        price=price,
        tax_rate=product.tax_rate,
        amount=cents(quantity * price),
        due_date=today() + dt.timedelta(days=30),
        quality_standard=product.quality_standard,
    )


def approved_contract(customer, lines=None, **fields):
    """Approved by the general manager today, without the walk through the reviews: to be signed."""
    return contract(customer, lines, **{"status": Contract.Status.APPROVED, "approved_on": today(), **fields})


def active_contract(customer, product=None, price=100, quantity=10, lines=None, **fields):
    """A contract in performance, signed and sealed by both: ``active_contract(customer, product=p, price=50)``.

    Several products: ``lines=[(product, quantity, price)]``. Any field may be given, ``start_date`` too.
    """
    lines = lines or [(product or ProductFactory(), quantity, price)]
    start = fields.get("start_date", today())
    status = fields.pop("status", Contract.Status.ACTIVE)
    made = approved_contract(customer, lines, **{**fields, "approved_on": start})
    original = SignedOriginal.objects.create(contract=made, revision=made.revision)
    made.signed_scan = attachments.add(original, pdf_file(), customer.owner, kind="Signed contract")
    made.our_signed_on = made.customer_signed_on = made.activated_on = start
    made.our_seal = made.customer_seal = True
    made.our_signatory, made.customer_signatory = "陈建国", "赵敏"
    made.status = Contract.Status.SIGNED
    made.save()
    made.status = Contract.Status.ACTIVE
    made.save()
    if status != Contract.Status.ACTIVE:
        made.status = status
        made.save()
    return made


def annexes(made, user, *kinds):
    """File annexes of these kinds, all three that the departments need without."""
    kinds = kinds or [kind for kind in ContractAnnex.Kind if kind != ContractAnnex.Kind.OTHER]
    return [
        ContractAnnex.objects.create(
            contract=made,
            kind=kind,
            title=str(ContractAnnex.Kind(kind).label),
            added_by=user,
            attachment=attachments.add(made, pdf_file(f"{kind}.pdf"), user, kind=str(kind)),
        )
        for kind in kinds
    ]
