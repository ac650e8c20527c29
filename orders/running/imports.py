from django.utils.translation import gettext_lazy as _

from orders.running.permissions import can_bring_in_orders
from orders.running.taking_over import import_open_orders
from salesmgmt.core.domain.import_columns import ImportColumn, amount, code, date, figure, text
from salesmgmt.core.domain.imports import ImportSpec

OPEN_ORDERS = ImportSpec(
    kind="open_orders",
    sheet_names=("订单", "在执行订单"),
    order=120,
    label=_("Open orders"),
    icon="clipboard-text",
    permission=can_bring_in_orders,
    save_batch=import_open_orders,
    can_update=False,
    help=_(
        "One row for each product of an order, with the quantity still to be delivered; rows with the same number are one "
        "order. They come as confirmed and go on with the plan release form. Before the go-live only."
    ),
    columns=(
        ImportColumn(
            "old_number",
            _("order number"),
            required=True,
            parse=code(60),
            aliases=("订单号", "订单编号", "销售订单号", "原订单号"),
            example="SO-250318",
        ),
        ImportColumn(
            "customer",
            _("customer"),
            required=True,
            parse=text(120),
            aliases=("客户", "客户名称", "客户编号"),
            example="重庆川江机械制造有限公司",
        ),
        ImportColumn(
            "contract",
            _("contract number"),
            parse=code(60),
            default="",
            aliases=("合同号", "合同编号", "原合同号"),
            help=_("That of a running contract; empty: a supply without contract."),
        ),
        ImportColumn(
            "order_date", _("order date"), required=True, parse=date, aliases=("订单日期", "下单日期", "日期")
        ),
        ImportColumn(
            "customer_reference",
            _("customer's order no."),
            parse=text(60),
            default="",
            aliases=("客户订单号", "客户单号"),
        ),
        ImportColumn(
            "delivery_place", _("delivery place"), parse=text(200), default="", aliases=("交货地点", "收货地址")
        ),
        ImportColumn(
            "product", _("product code"), required=True, parse=code(40), aliases=("产品编码", "物料编码", "存货编码")
        ),
        ImportColumn(
            "quantity",
            _("quantity still to be delivered"),
            required=True,
            parse=figure(),
            aliases=("未交数量", "剩余数量", "数量"),
        ),
        ImportColumn(
            "price",
            _("unit price, tax included"),
            required=True,
            parse=amount(),
            aliases=("含税单价", "单价", "含税价"),
        ),
        ImportColumn("due_date", _("due date"), required=True, parse=date, aliases=("交货日期", "交期", "要求交期")),
    ),
)
