"""The demo company's conduct incidents: recorded, heard, found proved and not proved."""

import datetime as dt

from performance.conduct.recording import close_conduct, hear_person, record_conduct
from performance.conduct.states import ConductKind, Finding
from performance.policy_document.models import PolicyDocument
from salesmgmt.core.calendar import today


def build(company):
    policy = PolicyDocument.objects.effective().order_by("-pk").first()
    _recorded(company.manager, company.rep2, ConductKind.PROCESS, 3, "未经审批向客户口头承诺让价 3%。", policy)
    heard = _recorded(
        company.manager2, company.rep4, ConductKind.SECRET, 12, "客户反映其在群内转发了其他客户的供货价。", policy
    )
    hear_person(heard.pk, company.manager2, "误发，两分钟内已撤回，群内无竞争对手人员。")
    proved = _recorded(
        company.manager, company.rep1, ConductKind.BRIBE, 40, "收受客户购物卡一张，面值 500 元。", policy
    )
    hear_person(proved.pk, company.manager, "春节期间客户所送，推辞不掉，已上交行政部。")
    close_conduct(proved.pk, company.director, Finding.PROVED, "批评教育，礼品退回客户，列入培训案例。")
    unproved = _recorded(
        company.director, company.supervisor, ConductKind.MEANS, 90, "同行来函称其贬低对方产品质量。", None
    )
    hear_person(unproved.pk, company.director, "仅介绍了双方检测报告的公开数据。")
    close_conduct(unproved.pk, company.gm, Finding.UNPROVED, "查无实据，书面回复同行。")


def _recorded(user, person, kind, days, text, policy):
    happened = today() - dt.timedelta(days=days)
    return record_conduct(user, person, happened, kind=kind, description=text, policy=policy)
