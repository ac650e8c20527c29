"""Import of a list of contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.contact.permissions import can_import_contacts
from customers.contact.row import import_contact
from salesmgmt.core.domain.import_columns import (
    ImportColumn,
    birthday,
    phone,
    text,
)
from salesmgmt.core.domain.imports import CREATED, UNCHANGED, UPDATED, ImportSpec

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def column(name: str, label: Any, length: int = 120, **kwargs: Any) -> ImportColumn:
    return ImportColumn(name, label, parse=kwargs.pop("parse", text(length)), **kwargs)


OUTCOMES = {None: UNCHANGED, "created": CREATED, "updated": UPDATED}


def save_contact(values: dict, user: User, update: bool) -> str:
    return OUTCOMES[import_contact(user, values, update)]


CONTACTS = ImportSpec(
    kind="contacts",
    sheet_names=("联系人资料",),
    order=80,
    label=_("Contacts"),
    icon="address-book",
    help=_(
        "One row for each person. The customer is known by its number, credit code or exact name, a contact by its name "
        "at the customer. Somebody new needs a telephone number or an e-mail address."
    ),
    permission=can_import_contacts,
    save_row=save_contact,
    columns=(
        column(
            "customer",
            _("customer"),
            required=True,
            aliases=("客户", "客户名称", "客户编号"),
            example="重庆川江机械制造有限公司",
        ),
        column("name", _("contact"), 40, required=True, aliases=("联系人", "姓名"), example="王芳"),
        column("position", _("position"), 40, aliases=("职务", "职位")),
        column("phone", _("telephone"), parse=phone(40), aliases=("电话", "手机", "联系电话"), example="13800000000"),
        column("email", _("e-mail"), 120, aliases=("邮箱", "电子邮件")),
        column("birthday", _("birthday"), parse=birthday, aliases=("生日", "出生日期")),
    ),
)
