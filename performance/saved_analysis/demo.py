"""The demo company's saved analyses: one of the director, sent on Mondays; one of a manager, shared; one that says nothing."""

from performance.saved_analysis.keeping import save_analysis
from performance.saved_analysis.sending import send_saved
from salesmgmt.core.calendar import at, today


def build(company):
    people = [company.manager, company.rep1]
    save_analysis(company.director, "区域销售月报", "analysis", "measure=sales&split=region", people, is_sent=True)
    save_analysis(company.director, "客户 ABC", "abc-customers", "period=this_year", [company.gm], is_sent=True)
    save_analysis(company.manager, "营销活动效果", "campaigns", "period=this_year", [company.rep1], is_sent=True)
    save_analysis(company.manager, "上月促销费用", "analysis", "measure=promotion_cost&period=last_month")
    send_saved(at(today()))
