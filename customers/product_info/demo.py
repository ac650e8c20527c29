"""The demo company's product documents and news."""

from customers.product_info import publishing as product_info
from customers.product_info.models import NewsRecipient
from customers.product_info.states import ProductDocumentTopic

# name, topic, category, edition, summary
DOCUMENTS = [
    ("前桥总成技术参数表", "performance", "AX-F", "2026.1", "额定载荷、轮距、板簧距、制动规格"),
    ("后桥总成产品介绍", "features", "AX-R", "2026.1", "结构特点、适用车型、典型用户"),
    ("转向节安装与使用说明", "use", "KN", "B/2", "主销衬套压装、扭矩要求、检查项目"),
    ("制动鼓维护保养手册", "maintenance", "BR-D", "A/3", "磨损极限、镗削要求、更换周期"),
    ("传动轴第三方检测报告", "certificate", "DS", "2025", "疲劳寿命、动平衡、材质"),
    ("轮毂技术参数表", "performance", "HB", "2025.4", "安装尺寸、轴承型号、额定载荷"),
]

# headline, kind, category, text, state
NEWS = [
    (
        "新一代轻量化前桥总成开始供样",
        "new",
        "AX-F",
        "自重降低 8%，疲劳寿命提高 20%，安装尺寸与现有产品互换。欢迎索取样件和检测报告。",
        "published",
    ),
    ("制动鼓防锈包装改进", "improved", "BR-D", "自本月起改用气相防锈袋，仓储期由三个月延长到六个月。", "published"),
    ("转向节激光打标切换通知", "improved", "KN", "批次标识改为激光打标，位置和内容不变。", "draft"),
]


def build(company):
    categories = company.categories
    for name, topic, category, edition, summary in DOCUMENTS:
        product_info.create_document(
            company.technical,
            name=name,
            topic=topic,
            product_category=categories[category],
            edition=edition,
            summary=summary,
        )
    old = product_info.create_document(
        company.technical,
        name="前桥总成技术参数表（旧版）",
        topic=ProductDocumentTopic.PERFORMANCE,
        product_category=categories["AX-F"],
        edition="2025.1",
        summary="载荷参数已更改",
    )
    product_info.withdraw_document(old.pk, company.technical, "由 2026.1 版代替")
    for headline, kind, category, body, state in NEWS:
        news = product_info.create_news(
            company.technical, headline=headline, kind=kind, product_category=categories[category], body=body
        )
        if state == "published":
            product_info.publish_news(news.pk, company.technical)
            product_info.choose_recipients(news.pk, company.rep1)
            product_info.choose_recipients(news.pk, company.rep2)
            for pk in list(NewsRecipient.objects.filter(news=news).order_by("pk").values_list("pk", flat=True)[:4]):
                product_info.mark_news_sent(pk, company.rep1)
