from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.contact.imports import OUTCOMES, column
from customers.customer.models import Customer
from customers.customer.permissions import can_create_customer
from customers.identity.likeness import clean_credit_code
from customers.opening.row import import_customer
from salesmgmt.core.domain.import_columns import (
    choice,
    code,
    phone,
    whole_number,
    yes_or_no,
)
from salesmgmt.core.domain.imports import ImportSpec

if TYPE_CHECKING:
    from salesmgmt.core.domain.import_columns import Reading
    from salesmgmt.core.models import User


def credit_code(cell: float | str, reading: Reading) -> str:
    try:
        return clean_credit_code(code(30)(cell, reading))
    except ValidationError as wrong:
        raise ValueError(" ".join(wrong.messages)) from wrong


def save_row(values: dict, user: User, update: bool) -> str:
    return OUTCOMES[import_customer(user, dict(values), update)]


CUSTOMERS = ImportSpec(
    kind="customers",
    sheet_names=("客户资料", "客户档案"),
    order=70,
    label=_("Customers"),
    icon="building-factory-2",
    help=_(
        "One row for each customer, with its main contact. A customer is known by its credit code, without one by its "
        "name. A representative who imports becomes responsible; others name the person by account in a column."
    ),
    permission=can_create_customer,
    save_row=save_row,
    columns=(
        column(
            "name",
            _("customer name"),
            required=True,
            aliases=("客户名称", "客户", "公司名称"),
            example="重庆川江机械制造有限公司",
        ),
        column("short_name", _("short name"), 40, aliases=("简称",)),
        column(
            "credit_code",
            _("unified social credit code"),
            parse=credit_code,
            aliases=("统一社会信用代码", "税号"),
            example="91500000MA5U0000XN",
        ),
        column(
            "location_type",
            _("location"),
            required=True,
            parse=choice(Customer.Location.choices),
            aliases=("所在地", "市内/市外"),
            example=_("In the city"),
        ),
        column("contact", _("contact"), 40, required=True, aliases=("联系人",), example="王芳"),
        column("contact_phone", _("telephone of the contact"), parse=phone(40), aliases=("联系电话", "手机", "电话")),
        column("contact_email", _("e-mail of the contact"), 120, aliases=("邮箱", "电子邮件")),
        column("segment", _("segment"), parse=choice(Customer.Segment.choices), aliases=("客户类别",)),
        column("industry", _("industry"), 60, aliases=("行业",)),
        column("address", _("address"), 200, aliases=("地址",)),
        column("postcode", _("postcode"), parse=code(10, digits=6), aliases=("邮编",)),
        column("phone", _("telephone"), parse=phone(40), aliases=("公司电话", "总机")),
        column("invoice_title", _("name on invoices"), aliases=("发票抬头", "开票名称")),
        column("bank", _("bank"), aliases=("开户行",)),
        column("bank_account", _("bank account"), parse=code(40), aliases=("账号", "银行账号")),
        column("payment_term_days", _("payment term in days"), parse=whole_number, aliases=("账期",)),
        column("is_group_company", _("company of the own group"), parse=yes_or_no, aliases=("集团内",)),
        column("owner", _("responsible rep (account)"), 150, aliases=("负责业务员", "负责人账号", "负责人")),
        column(
            "is_other_firm",
            _("another firm of the same name"),
            parse=yes_or_no,
            default=False,
            aliases=("同名不同公司",),
            help=_("Yes, where a customer of a similar name is registered already and this is another firm."),
        ),
    ),
)
