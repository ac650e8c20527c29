from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from orders.receivables.opening_import import import_opening
from orders.receivables.permissions import can_import_opening
from salesmgmt.core.domain.import_columns import ImportColumn, amount, choice, date, text, yes_or_no
from salesmgmt.core.domain.imports import ImportSpec

OPENING_BALANCES = ImportSpec(
    kind="opening_balances",
    sheet_names=("期初余额", "期初应收", "应收账款"),
    order=100,
    label=_("Opening balances (receivables)"),
    permission=can_import_opening,
    save_batch=import_opening,
    icon="file-import",
    # Dates that begin with the year are read as such in any case.
    date_order="mdy",
    help=_(
        "One row per invoice of the old books. Customer and invoice number are the key: a row taken over before changes "
        "nothing. Customers that do not exist are created as imported and unrated; they need an owner before business. Only "
        "invoices and settlements before the go-live day are taken over (setting “Receivables are kept here from”)."
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
            example="1/26/2025",
        ),
        ImportColumn(
            "due_date",
            _("Payment due on"),
            parse=date,
            aliases=("DueDate", "到期日", "到期日期"),
            example="2/25/2025",
            help=_("Empty: the payment term of the customer from the invoice date on."),
        ),
        ImportColumn(
            "amount",
            _("Amount"),
            required=True,
            parse=amount(),
            aliases=("InvoiceAmount", "invoice amount", "金额", "发票金额", "开票金额", "价税合计"),
            example="61740.00",
        ),
        ImportColumn(
            "settled_on",
            _("Settlement date"),
            parse=date,
            aliases=("SettledDate", "settled", "结清日期", "回款日期"),
            help=_("The day the full amount was paid; empty while it is open."),
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
