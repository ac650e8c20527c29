"""The demo company's bonus scale, which is switched off, and awards in every state."""

from decimal import Decimal

from performance.bonus.awarding import grant_award, propose_award, refuse_award
from performance.bonus.scale import set_band
from performance.bonus.states import AwardKind, BonusPeriod


def build(company):
    for low, high, amount in (("90", "100", 1000), ("80", "89.99", 500)):
        band = {"score_from": Decimal(low), "score_to": Decimal(high), "amount": Decimal(amount)}
        set_band(company.gm, period=BonusPeriod.MONTH, **band)
    propose_award(
        company.manager, person=company.rep1, kind=AwardKind.CERTIFICATE, reason="连续三个季度考核优秀，客户零投诉。"
    )
    granted = propose_award(
        company.director,
        person=company.rep2,
        kind=AwardKind.REWARD,
        reason="收回账龄一年以上的欠款。",
        amount=Decimal(2000),
    )
    grant_award(granted.pk, company.gm, "同意，随当月工资发放")
    refused = propose_award(company.manager2, person=company.rep4, kind=AwardKind.PROMOTION, reason="提升为销售主管。")
    refuse_award(refused.pk, company.gm, "再考察两个季度。")
