from django.utils.translation import gettext_lazy as _

from contracts.running.permissions import can_bring_in_contracts
from contracts.running.taking_over import import_running
from salesmgmt.core.domain.import_columns import ImportColumn, amount, code, date, figure, text, whole_number
from salesmgmt.core.domain.imports import ImportSpec

RUNNING_CONTRACTS = ImportSpec(
    kind="running_contracts",
    sheet_names=("合同",),
    order=110,
    label=_("Running contracts"),
    icon="file-text",
    permission=can_bring_in_contracts,
    save_batch=import_running,
    can_update=False,
    help=_(
        "One row for each product of a contract that runs already, with the quantity still to be delivered; rows with the "
        "same number are one contract. Before the go-live only; the signed original is attached to the contract afterwards."
    ),
    columns=(
        ImportColumn(
            "old_number",
            _("contract number"),
            required=True,
            parse=code(60),
            aliases=("合同号", "合同编号", "原合同号"),
            example="XS-2025-018",
        ),
        ImportColumn(
            "customer",
            _("customer"),
            required=True,
            parse=text(120),
            aliases=("客户", "客户名称", "客户编号", "需方"),
            example="重庆川江机械制造有限公司",
        ),
        ImportColumn("title", _("contract name"), parse=text(120), default="", aliases=("合同名称",)),
        ImportColumn(
            "start_date",
            _("contract begins on"),
            required=True,
            parse=date,
            aliases=("开始日期", "生效日期", "起始日期"),
        ),
        ImportColumn(
            "end_date", _("contract ends on"), required=True, parse=date, aliases=("结束日期", "到期日期", "终止日期")
        ),
        ImportColumn(
            "signed_on",
            _("signed on"),
            parse=date,
            aliases=("签订日期", "签署日期"),
            help=_("Empty: the day it begins."),
        ),
        ImportColumn("payment_term_days", _("payment term (days)"), parse=whole_number, aliases=("账期", "付款天数")),
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
            _("unit price incl. tax"),
            required=True,
            parse=amount(),
            aliases=("含税单价", "单价", "含税价"),
        ),
        ImportColumn("due_date", _("delivery date"), parse=date, aliases=("交货日期", "交期")),
    ),
)
