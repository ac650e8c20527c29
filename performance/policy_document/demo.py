"""The demo company's policies: in force and acknowledged by nearly all, superseded, and on every stop of their way."""

import datetime as dt

from performance.policy_document.acknowledging import acknowledge_policy
from performance.policy_document.preparing import prepare_policy, renew_policy, withdraw_policy
from performance.policy_document.signing import approve_policy, audit_policy
from performance.policy_document.states import Audience
from salesmgmt.core.calendar import today

CONDUCT = """一、全体员工须保守公司及客户的商业秘密，未经批准不得对外提供价格、成本、图纸及客户资料。
二、不得以不正当手段竞争，不得诋毁同行，不得作出无法兑现的承诺。
三、不得收受或给予客户、供应商任何形式的回扣、贿赂及贵重礼品。
四、严格遵守公司销售政策和业务流程，不得越权签约、越权让价、私自发货。
五、违反本规定的，视情节给予批评教育、绩效扣分、处罚直至解除劳动合同。"""
CONTRACTS = """一、销售合同一律使用公司合同范本，必备条款不得缺项。
二、合同须经销售、技术、品质、生产、法务评审，价格由总经理审定。
三、合同原件应在签订后三个工作日内交合同管理部门备案。"""
MANAGEMENT = """一、本制度规定销售计划、客户评定、合同、发货、回款及考核的职责与流程。
二、销售部为归口管理部门，各相关部门按职责配合。
三、本制度自发布之日起施行。"""
TRAINING = """一、新入职销售人员须完成公司概况、产品知识、销售流程和售后服务四项培训，合格后方可独立开展业务。
二、在职销售人员每季度至少参加一次业务培训。"""

# On the road, and the last to read what was published.
STILL_TO_ACKNOWLEDGE = ("rep4", "purchasing")


def build(company):
    """The conduct rules are in their second version; the other policies stand on each stop once."""
    conduct = _in_force(company, "CQXF-XS-02", "销售人员行为规范", CONDUCT)
    _acknowledged(conduct, company, but=())
    renewed = renew_policy(conduct.pk, company.manager)
    audit_policy(renewed.pk, company.director)
    renewed = approve_policy(renewed.pk, company.gm)
    _acknowledged(renewed, company, but=STILL_TO_ACKNOWLEDGE)
    management = _in_force(company, "CQXF-XS-01", "销售管理制度", MANAGEMENT)
    _acknowledged(management, company, but=STILL_TO_ACKNOWLEDGE[1:])
    later = _prepared(
        company, "CQXF-XS-05", "年度销售考核办法", MANAGEMENT, effective_on=today() + dt.timedelta(days=40)
    )
    audit_policy(later.pk, company.legal, "条款合法")
    approve_policy(later.pk, company.gm)
    audited = _prepared(company, "CQXF-XS-03", "销售合同管理办法", CONTRACTS, audience=Audience.SALES)
    audit_policy(audited.pk, company.legal, "与合同编一致")
    _prepared(company, "CQXF-XS-04", "销售人员培训管理办法", TRAINING, audience=Audience.SALES)
    twice = _prepared(company, "CQXF-XS-06", "礼品登记办法", "礼品一律登记上交。")
    withdraw_policy(twice.pk, company.manager, "并入行为规范，不再单独发布")


def _prepared(company, code, title, text, **fields):
    return prepare_policy(company.manager, code=code, version="A/0", title=title, text=text, **fields)


def _in_force(company, code, title, text):
    policy = _prepared(company, code, title, text)
    audit_policy(policy.pk, company.director)
    return approve_policy(policy.pk, company.gm)


def _acknowledged(policy, company, but):
    for person in policy.missing().exclude(username__in=but).order_by("pk"):
        acknowledge_policy(policy.pk, person)
