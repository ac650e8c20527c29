"""Signing, taking effect, copies, suspension, remarks."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.annex.filing import add_annex
from contracts.annex.models import ContractAnnex
from contracts.contract.filed_models import ContractRemark, SignedOriginal
from contracts.contract.life import (
    add_remark,
    complete_contract,
    report_breach,
    resume_contract,
    settle_breach,
    suspend_contract,
)
from contracts.contract.signing import activate_contract, record_signature
from contracts.contract.standing import contract_performs
from contracts.copy.handing_out import acknowledge_copy, acknowledge_my_copies, add_copy
from contracts.copy.models import ContractCopy
from contracts.tests.actions import again
from contracts.tests.factories import active_contract, approved_contract, contract, pdf_file
from salesmgmt.core.audit import timeline
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Attachment, Notice

pytestmark = pytest.mark.django_db


def marks(**changes):
    return {
        "our_signed_on": today(),
        "our_signatory": "陈建国",
        "our_seal": True,
        "customer_signed_on": today(),
        "customer_signatory": "赵敏",
        "customer_seal": True,
        **changes,
    }


def signed(customer):
    made = approved_contract(customer)
    record_signature(made.pk, customer.owner, scan=pdf_file(), **marks())
    return again(made)


# -- signing


def test_with_both_signatures_both_seals_and_the_scan_the_contract_is_signed_and_takes_effect(customer, people):
    """CON-12"""
    made = signed(customer)
    assert (made.status, made.signed_scan.original_name) == ("signed", "scan.pdf")
    activate_contract(made.pk, people.rep1)
    found = again(made)
    assert (found.status, found.activated_on) == ("active", today())


@pytest.mark.parametrize("absent", ["our_signed_on", "our_seal", "customer_signed_on", "customer_seal", "scan"])
def test_with_a_mark_missing_the_contract_does_not_take_effect(customer, people, absent):
    """CON-12"""
    made = approved_contract(customer)
    given = marks(**({} if absent == "scan" else {absent: False if absent.endswith("seal") else None}))
    record_signature(made.pk, people.rep1, scan=None if absent == "scan" else pdf_file(), **given)
    with pytest.raises(BusinessError, match="合同不能生效，还缺"):
        activate_contract(made.pk, people.rep1)
    found = again(made)
    assert (found.status, found.activated_on, found.copies.count()) == ("approved", None, 0)


def test_the_marks_are_completed_later(customer, people):
    """CON-12"""
    made = approved_contract(customer)
    record_signature(made.pk, people.rep1, scan=pdf_file(), **marks(customer_signed_on=None, customer_seal=False))
    assert again(made).status == "approved"
    record_signature(made.pk, people.rep1, **marks())
    assert again(made).status == "signed"


@pytest.mark.parametrize("field", ["our_signed_on", "customer_signed_on"])
def test_a_signature_before_the_approval_of_the_general_manager_is_refused(customer, people, field):
    """CON-10"""
    made = approved_contract(customer)
    with pytest.raises(BusinessError, match="批准，签字日期不能早于该日"):
        record_signature(made.pk, people.rep1, scan=pdf_file(), **marks(**{field: today() - dt.timedelta(days=1)}))
    assert (again(made).status, again(made).our_signed_on) == ("approved", None)


@pytest.mark.parametrize("status", ["draft", "department_review", "gm_approval"])
def test_nobody_signs_a_contract_that_is_not_approved(customer, people, status):
    """CON-04, CON-10"""
    made = contract(customer, status=status)
    with pytest.raises(BusinessError, match="不能变为“已签署”"):
        record_signature(made.pk, people.rep1, scan=pdf_file(), **marks())
    assert (again(made).status, again(made).our_signed_on) == (status, None)


@pytest.mark.parametrize("who", ["rep2", "manager", "gm", "finance", "legal"])
def test_only_the_responsible_rep_signs_and_activates(customer, people, who):
    made = approved_contract(customer)
    with pytest.raises(PermissionDenied, match="合同批准后，由负责的销售代表登记签订情况"):
        record_signature(made.pk, getattr(people, who), scan=pdf_file(), **marks())
    assert again(made).status == "approved"
    made = signed(customer)
    with pytest.raises(PermissionDenied, match="合同批准后，由负责的销售代表使其生效"):
        activate_contract(made.pk, getattr(people, who))
    assert again(made).status == "signed"


def test_a_renamed_program_is_no_scan(customer, people):
    """DOC-05"""
    made = approved_contract(customer)
    with pytest.raises(BusinessError, match="内容不是 PDF 文件"):
        record_signature(made.pk, people.rep1, scan=SimpleUploadedFile("scan.pdf", b"MZ\x90\x00"), **marks())
    assert (again(made).status, Attachment.objects.count()) == ("approved", 0)


def test_the_scan_names_prices_and_is_hidden_from_departments(customer, people):
    """SEC-01"""
    made = signed(customer)
    activate_contract(made.pk, people.rep1)
    add_copy(made.pk, people.rep1, ContractCopy.Holder.PRODUCTION)
    assert type(made).objects.visible_to(people.production).filter(pk=made.pk).exists()
    assert not SignedOriginal.objects.visible_to(people.production).exists()
    assert SignedOriginal.objects.visible_to(people.finance).count() == 1


# -- copies


def test_activation_gives_sales_and_finance_a_copy(customer, people):
    """CON-14"""
    made = signed(customer)
    activate_contract(made.pk, people.rep1)
    copies = {copy.holder: copy.acknowledged_at for copy in made.copies.all()}
    assert copies == {"sales": None, "finance": None}
    assert Notice.objects.filter(user=people.finance, url=made.get_absolute_url()).count() == 1


def test_further_copies_are_handed_out_once_a_holder(customer, people):
    """CON-14"""
    made = active_contract(customer)
    add_copy(made.pk, people.rep1, ContractCopy.Holder.PRODUCTION)
    add_copy(made.pk, people.contracts, ContractCopy.Holder.CONTRACTS, ContractCopy.Kind.ORIGINAL)
    with pytest.raises(BusinessError, match="已持有副本"):
        add_copy(made.pk, people.rep1, ContractCopy.Holder.PRODUCTION)
    assert {(copy.holder, copy.kind) for copy in made.copies.all()} == {
        ("production", "copy"),
        ("contracts", "original"),
    }


@pytest.mark.parametrize("who", ["rep2", "finance", "production", "gm"])
def test_others_hand_out_no_copies(customer, people, who):
    made = active_contract(customer)
    with pytest.raises(PermissionDenied, match="生效合同的副本由负责的销售代表或合同管理部门分发"):
        add_copy(made.pk, getattr(people, who), ContractCopy.Holder.PRODUCTION)
    assert not made.copies.exists()


def test_an_unacknowledged_copy_is_listed_until_its_holder_acknowledges_it(customer, people):
    """CON-14"""
    made = active_contract(customer)
    copy = add_copy(made.pk, people.rep1, ContractCopy.Holder.FINANCE)
    assert list(ContractCopy.objects.visible_to(people.finance).waiting_for(people.finance)) == [copy]
    acknowledge_copy(copy.pk, people.finance)
    assert not ContractCopy.objects.unacknowledged().exists()
    assert timeline(made).filter(action="Copy acknowledged", actor=people.finance).count() == 1
    with pytest.raises(BusinessError, match="该副本已签收"):
        acknowledge_copy(copy.pk, people.finance)


@pytest.mark.parametrize("who", ["rep1", "rep2", "production", "gm", "admin"])
def test_nobody_acknowledges_for_another_department(customer, people, who):
    """CON-14"""
    made = active_contract(customer)
    copy = add_copy(made.pk, people.rep1, ContractCopy.Holder.FINANCE)
    with pytest.raises(PermissionDenied, match="合同副本由其持有人签收，且只签收一次"):
        acknowledge_copy(copy.pk, getattr(people, who))
    with pytest.raises(PermissionDenied, match="该合同没有等待您签收的副本"):
        acknowledge_my_copies(made.pk, getattr(people, who))
    assert ContractCopy.objects.unacknowledged().count() == 1


# -- annexes


def test_an_annex_is_filed_with_kind_uploader_and_time(customer, people):
    """DOC-05"""
    made = contract(customer)
    annex = add_annex(made.pk, people.rep1, kind=ContractAnnex.Kind.OTHER, file=pdf_file("图纸.pdf"), title="图纸")
    assert (annex.added_by, annex.attachment.original_name) == (people.rep1, "图纸.pdf")
    assert annex.attachment.document == made


def test_a_department_files_its_own_annexes_only(customer, people):
    """DOC-05"""
    made = contract(customer)
    with pytest.raises(PermissionDenied, match="您的角色目前不能为该合同添加附件"):
        add_annex(made.pk, people.quality, kind="quality_agreement", file=pdf_file())
    route(made, role="qa")
    with pytest.raises(BusinessError, match="您的部门不负责归档此类附件"):
        add_annex(made.pk, people.quality, kind="technical_agreement", file=pdf_file())
    assert not made.annexes.exists()
    add_annex(made.pk, people.quality, kind="quality_agreement", file=pdf_file())
    assert made.annexes.get().added_by == people.quality


# -- in performance


def test_the_manager_suspends_and_resumes(customer, people):
    made = active_contract(customer)
    suspend_contract(made.pk, people.manager, "客户停产")
    assert contract_performs(again(made), today())[0] is False
    resume_contract(made.pk, people.manager)
    assert contract_performs(again(made), today()) == (True, "")
    with pytest.raises(BusinessError, match="请说明暂停原因"):
        suspend_contract(made.pk, people.manager, " ")
    assert again(made).status == "active"


@pytest.mark.parametrize("who", ["rep1", "supervisor", "manager2", "finance", "legal", "admin"])
def test_nobody_below_the_manager_suspends_reports_or_settles(customer, people, who):
    made = active_contract(customer)
    for act in (suspend_contract, report_breach, settle_breach):
        with pytest.raises(
            PermissionDenied,
            match="执行中的合同由主管该客户的销售管理人员中止|执行中合同的违约由主管该客户的销售管理人员登记；已有未处理的违约时不再登记|未处理的违约由主管该客户的销售管理人员处理完毕",
        ):
            act(made.pk, getattr(people, who), "x")
    assert (again(made).status, again(made).breach_open) == ("active", False)


def test_an_open_breach_stops_the_performance_until_it_is_settled(customer, people):
    """SUP-01"""
    made = active_contract(customer)
    report_breach(made.pk, people.manager, "连续两月不付款")
    assert contract_performs(again(made), today())[0] is False
    settle_breach(made.pk, people.manager, "已付清")
    assert contract_performs(again(made), today()) == (True, "")


def test_finance_remarks_and_nobody_else(customer, people):
    """CON-16"""
    made = active_contract(customer)
    add_remark(made.pk, people.finance, "开票资料待补")
    for who in ("rep1", "manager", "gm", "legal", "technical"):
        with pytest.raises(PermissionDenied, match="合同监督意见由财务填写"):
            add_remark(made.pk, getattr(people, who), "x")
    assert [remark.text for remark in ContractRemark.objects.all()] == ["开票资料待补"]


def test_a_completed_contract_performs_no_more(customer, people):
    made = active_contract(customer)
    complete_contract(made.pk, None)
    assert again(made).status == "completed"
    with pytest.raises(BusinessError, match="“履行完毕”，不能变为“履行完毕”"):
        complete_contract(made.pk, None)
