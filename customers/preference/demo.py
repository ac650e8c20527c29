"""What the demo company's reps remember of their customers; all invented."""

from customers.preference.keeping import keep_preference

# topic, content, short name, who heard it
PREFERENCES = [
    ("包装", "要求木箱包装，不接受纸箱；箱外贴物料条码", "渝峰车桥", "rep1"),
    ("交期", "每周二、周五上午收货，其他时间不卸车", "渝峰车桥", "rep1"),
    ("质量", "每批附材质单和硬度检测报告", "川江机械", "rep1"),
    ("付款", "月底集中付款，发票须在 20 日前送达", "两江智行", "rep1"),
    ("服务", "技术联系人只接受电话沟通，不看邮件", "远航商用车", "rep2"),
    ("产品", "偏好轻量化方案，对减重比价格更敏感", "沪申底盘", "rep4"),
]


def build(company):
    for topic, content, short, account in PREFERENCES:
        keep_preference(getattr(company, account), customer=company.customers[short], topic=topic, content=content)
