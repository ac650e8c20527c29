"""What failed an inspection is acted on, verified and closed (QC-03)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orders.inspection import result as inspection_result
from orders.nonconformity import handling
from orders.nonconformity.models import Nonconformity
from orders.nonconformity.rules import closing_problems, goods_problem
from orders.production import run as production_run
from orders.tests import factories_fulfilment as make
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, Notice

pytestmark = pytest.mark.django_db

ACTION = {"cause": "刀具磨损", "corrective_action": "换刀并增加首检", "containment": "隔离两件"}


def failed_inspection(people, passed=8):
    inspection = make.finished_production(people).inspections.get()
    return inspection_result.record_inspection(
        inspection.pk, people.quality, quantity_passed=Decimal(passed), standard="Q/01", findings="裂纹"
    )


@pytest.fixture
def found(people):
    return failed_inspection(people).nonconformity


def status_of(found):
    return Nonconformity.objects.get(pk=found.pk).status


def reinspected(people, found):
    """The rework is done and passed."""
    production = found.inspection.production
    production_run.finish_rework(production.pk, people.production)
    again = production.inspections.get(status="pending")
    inspection_result.record_inspection(again.pk, people.quality, quantity_passed=again.quantity, standard="Q/01")


def test_a_failed_inspection_opens_one_and_tells_rep_and_production(people):
    """QC-03."""
    inspection = failed_inspection(people)
    found = Nonconformity.objects.get()
    assert (found.inspection, found.status, found.quantity, found.defect) == (inspection, "open", 2, "裂纹")
    (notice,) = Notice.objects.filter(user=people.rep1, body="裂纹")
    assert (notice.subject, notice.url) == (f"检验不合格：{inspection}", found.get_absolute_url())
    assert DepartmentNotice.objects.get(content_type__model="nonconformity", role="prod").sent_by == people.quality


def test_a_passed_inspection_opens_none(people):
    """QC-03."""
    failed_inspection(people, passed=10)
    assert Nonconformity.objects.count() == 0


def test_it_closes_only_with_action_and_verification(people, found):
    """QC-03."""
    with pytest.raises(BusinessError, match="缺少纠正措施。 缺少验证"):
        handling.close_nonconformity(found.pk, people.quality)
    handling.take_action(found.pk, people.production, **ACTION)
    with pytest.raises(BusinessError, match="^缺少验证。$"):
        handling.close_nonconformity(found.pk, people.quality)
    assert status_of(found) == "action"
    reinspected(people, found)
    handling.verify_action(found.pk, people.quality, helped=True, verification="复检两件合格")
    with pytest.raises(PermissionDenied, match="由品质部关闭"):
        handling.close_nonconformity(found.pk, people.production)
    handling.close_nonconformity(found.pk, people.quality)
    assert status_of(found) == "closed"


@pytest.mark.parametrize(("action", "verification", "count"), [("a", "b", 0), ("a", " ", 1), ("", "b", 1), ("", "", 2)])
def test_what_is_missing_to_close_is_named(action, verification, count):
    """QC-03."""
    assert len(closing_problems(action, verification)) == count


@pytest.mark.parametrize(
    ("production", "inspection", "later", "ready"),
    [
        ("rework", "failed", [], False),
        ("rework", "closed", [], True),
        ("completed", "failed", ["pending"], False),
        ("completed", "failed", ["passed"], True),
        ("completed", "failed", ["failed", "passed"], True),
    ],
)
def test_an_action_is_verified_on_the_finished_goods(production, inspection, later, ready):
    """QC-03."""
    assert (goods_problem(production, inspection, later) == "") is ready


def test_before_the_rework_is_inspected_nothing_is_verified(people, found):
    """QC-03."""
    handling.take_action(found.pk, people.production, **ACTION)
    with pytest.raises(BusinessError, match="返工尚未完成"):
        handling.verify_action(found.pk, people.quality, helped=True, verification="看过")
    production_run.finish_rework(found.inspection.production_id, people.production)
    with pytest.raises(BusinessError, match="返工品待检"):
        handling.verify_action(found.pk, people.quality, helped=True, verification="看过")
    assert status_of(found) == "action"


def test_an_action_that_did_not_help_is_taken_again(people, found):
    """QC-03."""
    handling.take_action(found.pk, people.production, **ACTION)
    handling.verify_action(found.pk, people.quality, helped=False, verification="仍有裂纹")
    assert status_of(found) == "open"
    assert Notice.objects.filter(user=people.production, body="仍有裂纹").count() == 1


def test_production_acts_and_quality_verifies_and_nobody_else(people, found):
    """QC-03."""
    for who in (people.quality, people.rep1, people.director):
        with pytest.raises(PermissionDenied, match="纠正措施由生产部采取"):
            handling.take_action(found.pk, who, **ACTION)
    with pytest.raises(BusinessError, match="请填写原因和纠正措施"):
        handling.take_action(found.pk, people.production, cause=" ", corrective_action="换刀")
    handling.take_action(found.pk, people.production, **ACTION)
    for who in (people.production, people.rep1, people.warehouse):
        with pytest.raises(PermissionDenied, match="由品质部验证"):
            handling.verify_action(found.pk, who, helped=True, verification="好")
    assert status_of(found) == "action"


def test_the_page_shows_what_happened_before_with_the_product(client, people, found):
    """QC-03: the same product again."""
    handling.take_action(found.pk, people.production, **ACTION)
    again = failed_inspection(people).nonconformity
    Nonconformity.objects.filter(pk=again.pk).update(product=found.product)
    client.force_login(people.production)
    page = client.get(again.get_absolute_url()).content.decode()
    assert "该产品此前也有不合格" in page
    assert "换刀并增加首检" in page
    assert client.get(reverse("inspection-detail", args=[again.inspection_id])).status_code == 200


def test_the_rep_of_another_customer_does_not_find_it(client, people, found):
    client.force_login(people.rep2)
    assert client.get(found.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_for_one_row_and_three(client, people, rows, django_assert_num_queries):
    for _each in range(rows):
        failed_inspection(people)
    client.force_login(people.director)
    client.get(reverse("nonconformity-list"))
    with django_assert_num_queries(8):
        client.get(reverse("nonconformity-list"))
