"""The demo company's improvement proposals: one to be decided, one accepted with its result, one rejected."""

from customers.campaign.models import Campaign
from performance.improvement.proposing import accept_improvement, propose_improvement, reject_improvement
from performance.improvement.states import ImprovementKind
from performance.sales_report.models import SalesReport
from pricing.adjustment.models import PriceAdjustment


def build(company):
    report = SalesReport.objects.visible_to(company.supervisor).filter(status=SalesReport.Status.ARCHIVED).first()
    if report is None:
        return
    _propose(
        company, report, ImprovementKind.TARGET, "下调淡季月度目标", "近三年同月回落两成以上。", "七八月目标各减一成。"
    )
    marketing = _propose(
        company,
        report,
        ImprovementKind.MARKETING,
        "面向维修渠道做专场推广",
        "维修渠道客单价高、复购稳。",
        "九月办一场渠道交流会。",
    )
    campaign = Campaign.objects.visible_to(company.manager).order_by("pk").first()
    if campaign is not None:
        accept_improvement(marketing.pk, company.manager, "按推广计划执行", campaign=campaign)
    price = _propose(
        company,
        report,
        ImprovementKind.PRODUCT,
        "总泵系列小幅调价",
        "原材料下降，同行价格下探。",
        "下调百分之一点五换份额。",
    )
    adjustment = PriceAdjustment.objects.visible_to(company.manager).order_by("pk").first()
    if adjustment is not None:
        accept_improvement(price.pk, company.manager, "已并入调价建议", price_adjustment=adjustment)
    rejected = _propose(
        company, report, ImprovementKind.PRODUCT, "停产小规格轮缸", "毛利连续三月为负。", "停产并清库存。"
    )
    reject_improvement(rejected.pk, company.manager, "配套合同仍在执行，年底再议。")


def _propose(company, report, kind, title, grounds, proposal):
    return propose_improvement(
        company.supervisor, report=report, kind=kind, title=title, grounds=grounds, proposal=proposal, expected=""
    )
