"""The demo company's price policies, in every state."""

from datetime import timedelta

from pricing.policy.models import PricePolicy
from pricing.policy.proposal import create_policy
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals

PRINCIPLES = (
    "按成本、市场和客户价值定价：原材料、制造、运输、管理成本之和加合理利润，参照可比产品市价和本公司品牌、质量、服务。\n"
    "标准件统一价格；总成件按客户类型、年用量和合作年限差异化，大客户优惠、新客户首单促销。低于成本的价格一律按特殊折扣报批。"
)
CONTRACTS = (
    "合同价以批准的价格表为准；付款不长于月结 60 天；原材料变动超过约定幅度时双方重新议价；年度合同写明最低采购量。"
)


def build(company):
    year = today().replace(month=1, day=1)
    former = _propose(company, "上一年度价格政策实施方案", year.replace(year=year.year - 1))
    _agree(company, former)
    _agree(company, _propose(company, "本年度价格政策实施方案", year))
    _propose(company, "下半年价格政策修订稿", today() + timedelta(days=45), submit=False)
    _propose(company, "下一年度价格政策实施方案", year.replace(year=year.year + 1))
    rejected = _propose(company, "售后备件价格政策", today() + timedelta(days=60))
    step = approvals.open_steps_of(rejected).get()
    approvals.reject(step.pk, company.gm, "备件并入总方案，不单列，请合并后重报")


def _propose(company, title, day, *, submit=True):
    policy = create_policy(
        company.manager,
        title=title,
        valid_from=day,
        price_principles=PRINCIPLES,
        contract_principles=CONTRACTS,
    )
    if submit:
        approvals.submit(policy, company.manager, "请审批")
    return PricePolicy.objects.get(pk=policy.pk)


def _agree(company, policy):
    approvals.approve(approvals.open_steps_of(policy).get().pk, company.gm, "同意，按此执行")
