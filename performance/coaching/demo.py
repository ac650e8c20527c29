"""The demo company's coaching notes: agreed on, to be looked at again, solved."""

import datetime as dt

from performance.coaching.coaching import close_note, write_note
from salesmgmt.core.calendar import today

# author, representative, topic, days since the talk, days until it is looked at again, problem, measure, outcome
NOTES = (
    (
        "supervisor",
        "rep1",
        "collection",
        3,
        7,
        "两家客户对账单未回签，回款进度落后于时间进度。",
        "本周内上门对账，约定分期付款日期并录入系统。",
        "",
    ),
    (
        "supervisor",
        "rep1",
        "visits",
        40,
        -10,
        "重点客户上月拜访不足两次。",
        "每周一排定拜访计划，主管陪同一次。",
        "拜访次数已达标，客户反馈良好。",
    ),
    ("manager", "rep2", "leads", 25, -5, "线索首次联系超时三条。", "每日早会核对新线索，当天联系。", ""),
    ("manager", "rep3", "orders", 12, 10, "报价后跟进间隔过长。", "报价后三日内电话回访，记录客户意见。", ""),
    (
        "manager2",
        "rep4",
        "skills",
        60,
        -30,
        "技术协议谈判准备不足。",
        "参加一次技术部产品培训并复盘。",
        "已参加培训，复盘通过。",
    ),
)


def build(company):
    day = today()
    for author, rep, topic, ago, ahead, problem, measure, outcome in NOTES:
        user = getattr(company, author)
        note = write_note(
            user,
            rep=getattr(company, rep),
            topic=topic,
            held_on=day - dt.timedelta(days=ago),
            due_on=day + dt.timedelta(days=ahead),
            problem=problem,
            measure=measure,
        )
        if outcome:
            close_note(note.pk, user, outcome)
