from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.bank_account.states import Column
from orders.bank_statement.permissions import can_import_statements
from orders.bank_statement.preparing import account_number, balance, put_in_order
from orders.bank_statement.taking import as_time, take_over
from salesmgmt.core.domain.import_columns import ImportColumn, amount, date, text
from salesmgmt.core.domain.imports import ImportSpec

BANK_LINES = ImportSpec(
    kind="bank_lines",
    label=_("Bank statement"),
    permission=can_import_statements,
    save_batch=take_over,
    prepare=put_in_order,
    wants_job=True,
    old_excel=True,
    leads_to="bank-line-list",
    can_update=False,
    icon="building-bank",
    order=900,
    is_sheet=False,
    help=_(
        "The file as the bank gives it: .xlsx, .xls or CSV of 工行, 建行, 农行, 中行, 招行 or 交行. It is known by its headers; "
        "a line that was taken over before is left out and counted. Nothing is posted before finance confirms it."
    ),
    columns=(
        ImportColumn(
            "own_account", Column.OWN_ACCOUNT.label, required=True, parse=account_number, aliases=("本方账号",)
        ),
        ImportColumn("day", Column.DATE.label, required=True, parse=date, aliases=("交易日期", "交易时间", "日期")),
        ImportColumn("time", Column.TIME.label, parse=as_time),
        ImportColumn(
            "money_in", Column.MONEY_IN.label, parse=amount(negative=True), aliases=("贷方发生额", "收入金额")
        ),
        ImportColumn(
            "money_out", Column.MONEY_OUT.label, parse=amount(negative=True), aliases=("借方发生额", "支出金额")
        ),
        ImportColumn("balance", Column.BALANCE.label, parse=balance, aliases=("余额",)),
        ImportColumn("payer", Column.PAYER.label, parse=text(120), aliases=("对方户名",)),
        ImportColumn("payer_account", Column.PAYER_ACCOUNT.label, parse=account_number, aliases=("对方账号",)),
        ImportColumn("payer_bank", Column.PAYER_BANK.label, parse=text(120), aliases=("对方开户行",)),
        ImportColumn("summary", pgettext_lazy("bank file", "Summary"), parse=text(200), aliases=("摘要",)),
        ImportColumn("purpose", pgettext_lazy("bank file", "Purpose"), parse=text(400), aliases=("用途", "附言")),
        ImportColumn("transaction_no", Column.TRANSACTION_NO.label, parse=text(200), aliases=("交易流水号", "流水号")),
    ),
)
