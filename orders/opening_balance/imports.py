from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from orders.opening_balance.entry import import_opening, summary
from orders.opening_balance.permissions import can_import_opening
from orders.opening_balance.states import KIND_WORDS, VALID_WORDS, VOID_WORDS, OpeningKind
from salesmgmt.core.domain.import_columns import ImportColumn, amount, choice, date, one_of, text, yes_or_no
from salesmgmt.core.domain.imports import ImportSpec
from salesmgmt.core.states import ImportJobDateOrder

OPENING_BALANCES = ImportSpec(
    kind="opening_balances",
    sheet_names=("期初余额", "期初应收", "应收账款"),
    order=100,
    label=_("Opening balances (receivables)"),
    permission=can_import_opening,
    save_batch=import_opening,
    summary=summary,
    icon="file-import",
    # Dates that begin with the year are read as such in any case.
    date_order=ImportJobDateOrder.MDY,
    help=_(
        "One row per open item of the old books: an invoice with what was paid of it, a credit note, an advance. Customer "
        "and number are the key: a row taken over before changes nothing. Void rows are left out. Customers that do not "
        "exist are created as imported and unrated; they need an owner before business. Only what is dated before the "
        "go-live day is taken over (setting “Receivables are kept here from”)."
    ),
    columns=(
        ImportColumn(
            "customer",
            _("Customer"),
            required=True,
            parse=text(120),
            aliases=("customerID", "customer name", "客户", "客户名称", "客户编号"),
            example="重庆渝江机械制造有限公司",
        ),
        ImportColumn(
            "invoice_no",
            _("Invoice number"),
            required=True,
            parse=text(40),
            aliases=("invoiceNumber", "invoice no", "发票号码", "发票号", "单据号"),
            example="0009231909",
        ),
        ImportColumn(
            "date",
            _("Invoice date"),
            required=True,
            parse=date,
            aliases=("InvoiceDate", "开票日期"),
            example="2025-01-26",
        ),
        ImportColumn(
            "due_date",
            _("Payment due on"),
            parse=date,
            aliases=("DueDate", "到期日", "到期日期"),
            example="2025-02-25",
            help=_("Empty: the payment term of the customer from the invoice date on."),
        ),
        ImportColumn(
            "amount",
            _("Amount"),
            required=True,
            parse=amount(negative=True),
            aliases=("InvoiceAmount", "invoice amount", "金额", "发票金额", "开票金额", "价税合计"),
            example="61740.00",
        ),
        ImportColumn(
            "paid",
            _("Already paid"),
            parse=amount(negative=True),
            part=True,
            aliases=(
                "paid",
                "paid amount",
                "amount paid",
                "已收金额",
                "已收",
                "已收款",
                "已收款金额",
                "已回款",
                "已回款金额",
                "回款金额",
                "实收金额",
                "已核销金额",
                "核销金额",
            ),
            help=_("What was paid of it before the go-live day; or say what is still open."),
        ),
        ImportColumn(
            "open",
            _("Open amount"),
            parse=amount(negative=True),
            part=True,
            aliases=(
                "open amount",
                "outstanding",
                "balance",
                "未收金额",
                "未收",
                "未收款",
                "未收款金额",
                "未回款",
                "未回款金额",
                "未结金额",
                "未核销金额",
                "余额",
                "应收余额",
                "欠款",
                "欠款金额",
            ),
            help=_("Of a credit note or an advance: what is left of it."),
        ),
        ImportColumn(
            "settled_on",
            _("Settlement date"),
            parse=date,
            aliases=("SettledDate", "settled", "结清日期", "回款日期", "收款日期"),
            help=_(
                "The day of the payment. By itself it says that the full amount was paid; where it is missing, what was paid "
                "counts as paid on the last day before the go-live."
            ),
        ),
        ImportColumn(
            "kind",
            _("Kind of item"),
            parse=choice(OpeningKind.choices, words=KIND_WORDS),
            aliases=("kind", "type", "类型", "单据类型", "业务类型", "红蓝字", "红蓝标识"),
            help=_("Empty: an invoice. Credit notes and advances may stand with or without a minus sign."),
        ),
        ImportColumn(
            "void",
            _("State in the old books"),
            parse=one_of({False: VALID_WORDS, True: VOID_WORDS}),
            aliases=("state", "status", "状态", "发票状态", "单据状态", "是否作废"),
            default=False,
            leaves_out=True,
            help=_("A row that says “void” is left out."),
        ),
        ImportColumn(
            "disputed", _("Disputed"), parse=yes_or_no, aliases=("有争议", "争议"), default=False, help=_("Yes or no.")
        ),
        ImportColumn(
            "owner",
            _("Responsible rep (user name)"),
            parse=text(150),
            aliases=("owner", "rep", "负责业务员", "负责人", "业务员"),
            help=_("Only for customers that are created; empty: nobody yet."),
        ),
        ImportColumn(
            "location",
            _("Location"),
            parse=choice(Customer.Location.choices),
            aliases=("location", "所在地", "市内/市外"),
            help=_("Only for customers that are created; empty: outside the city, until somebody puts it right."),
        ),
    ),
)
