"""Quantity, schedule and quality of a plan, and by what its goods are judged (PRD-08, QC-01)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from contracts.annex.models import ContractAnnex
from contracts.tests.factories import pdf_file
from orders.plan.rules import plan_problems
from orders.tests import factories_fulfilment as make
from salesmgmt.core.domain import approvals, attachments
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db


def standard(contract, user, title="Q/CQ 08-2025"):
    """The contract's outgoing inspection standard, as quality files it."""
    return ContractAnnex.objects.create(
        contract=contract,
        kind="outgoing_inspection_standard",
        title=title,
        added_by=user,
        attachment=attachments.add(contract, pdf_file("standard.pdf"), user, kind="出厂检验标准"),
    )


@pytest.mark.parametrize(
    ("due", "quality", "words"),
    [(None, "按标准", "交货日期"), (dt.date(2026, 3, 1), " ", "质量要求"), (dt.date(2026, 3, 1), "", "质量要求")],
)
def test_a_plan_without_schedule_or_quality_requirement_is_not_final(due, quality, words):
    """PRD-08."""
    (problem,) = plan_problems([("前桥", Decimal(5), Decimal(5), due, quality)], [])
    assert words in problem


def test_the_page_of_a_draft_says_what_is_missing_and_the_submission_is_refused_for_it(client, people):
    """PRD-08."""
    plan = make.draft_plan(people)
    plan.lines.update(quality_requirement="")
    client.force_login(people.rep1)
    assert "缺少质量要求" in client.get(plan.get_absolute_url()).content.decode()
    with pytest.raises(BusinessError, match="缺少质量要求"):
        approvals.submit(plan, people.rep1)
    plan.refresh_from_db()
    assert plan.status == "draft"


def test_production_sees_the_customers_requirement_and_the_contracts_standard(client, people):
    """QC-01: on the form, on the production and on the inspection; the file opens, the contract does not."""
    plan = make.released_plan(people)
    plan.lines.update(quality_requirement="装配面不得划伤", technical_file="TZ-88")
    annex = standard(plan.order.contract, people.quality)
    production = make.finished_production(people, plan)
    pages = [
        (plan, "plan-release", people.production),
        (production, "production", people.production),
        (production.inspections.get(), "inspection", people.quality),
    ]
    for document, name, reader in pages:
        client.force_login(reader)
        page = client.get(document.get_absolute_url()).content.decode()
        assert "装配面不得划伤" in page
        assert "TZ-88" in page
        address = reverse(f"{name}-standard", args=[document.pk, annex.pk])
        assert f"{address}?inline" in page
        assert client.get(address + "?inline")["Content-Type"] == "application/pdf"
    client.force_login(people.production)
    assert client.get(reverse("contract-detail", args=[plan.order.contract_id])).status_code == 404
    assert client.get(reverse("attachment-download", args=[annex.attachment_id])).status_code == 404


def test_another_contracts_standard_and_a_plan_out_of_scope_are_not_found(client, people):
    """QC-01."""
    plan, other = make.released_plan(people), make.released_plan(people)
    annex = standard(other.order.contract, people.quality)
    client.force_login(people.production)
    assert client.get(reverse("plan-release-standard", args=[plan.pk, annex.pk])).status_code == 404
    client.force_login(people.rep2)
    assert client.get(reverse("plan-release-standard", args=[other.pk, annex.pk])).status_code == 404


def test_an_inspection_is_offered_by_the_standard_in_force(people):
    """QC-01: the newest that is filed."""
    plan = make.released_plan(people)
    standard(plan.order.contract, people.quality, "旧标准")
    standard(plan.order.contract, people.quality, "新标准")
    assert make.finished_production(people, plan).inspections.get().standard == "新标准"
