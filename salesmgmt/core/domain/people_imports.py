"""The imports of units and people: their columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.domain.import_columns import ImportColumn, choice, code, phone, shown_number, text
from salesmgmt.core.domain.import_specs import ImportSpec
from salesmgmt.core.domain.people import can_manage_users
from salesmgmt.core.domain.people_import import import_people, import_units
from salesmgmt.core.models import Unit
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def roles(cell: str, reading: Any) -> list[str]:
    """One role or several, by name or code, divided by commas."""
    names = {str(label).lower(): value for value, label in Role.choices} | {value: value for value in Role.values}
    found = []
    for part in re.split(r"[,，、;；/\n]+", shown_number(cell)):
        written = part.strip()
        if not written:
            continue
        if written.lower() not in names:
            known = "、".join(str(label) for label in Role.labels)
            raise ValueError(_gettext("“%(value)s” is none of: %(names)s") % {"value": written[:40], "names": known})
        found.append(str(names[written.lower()]))
    return list(dict.fromkeys(found))


# As of a choice, for ImportColumn.in_words.
roles.labels = dict(Role.choices)  # type: ignore[attr-defined]

UNITS = ImportSpec(
    kind="units",
    sheet_names=("组织", "部门"),
    order=10,
    label=_("Units"),
    icon="hierarchy",
    permission=can_manage_users,
    save_batch=import_units,
    help=_(
        "One row for each region, team, department or office. The code is the key; the unit above is named by its code."
    ),
    columns=(
        ImportColumn(
            "code", _("code"), required=True, parse=code(20), aliases=("编码", "部门编码", "组织编码"), example="SW1"
        ),
        ImportColumn(
            "name",
            _("unit name"),
            required=True,
            parse=text(80),
            aliases=("名称", "部门", "部门名称", "组织名称"),
            example="西南销售一组",
        ),
        ImportColumn(
            "kind",
            _("kind"),
            required=True,
            parse=choice(Unit.Kind.choices),
            aliases=("类型", "组织类型"),
            example=_("Team"),
        ),
        ImportColumn(
            "parent",
            _("code of the unit above"),
            parse=code(20),
            default="",
            aliases=("上级编码", "上级部门", "上级部门编码", "所属部门"),
            example="SW",
            help=_("Empty: the company."),
        ),
    ),
)

PEOPLE = ImportSpec(
    kind="people",
    sheet_names=("员工", "用户"),
    order=20,
    label=_("People"),
    icon="users",
    permission=can_manage_users,
    save_batch=import_people,
    help=_(
        "One row for each person. The user name is the key. Nobody types passwords: a link that works once leads each "
        "person to his own."
    ),
    columns=(
        ImportColumn(
            "username",
            _("user name"),
            required=True,
            parse=code(150),
            aliases=("用户名", "账号", "工号", "登录名"),
            example="zhangwei",
        ),
        ImportColumn("name", _("full name"), required=True, parse=text(60), aliases=("姓名", "名字"), example="张伟"),
        ImportColumn(
            "email",
            _("e-mail"),
            parse=text(254),
            default="",
            aliases=("邮箱", "电子邮件"),
            example="zhangwei@example.com",
        ),
        ImportColumn("mobile", _("mobile phone"), parse=phone(30), default="", aliases=("手机", "手机号", "电话")),
        ImportColumn(
            "unit",
            _("organisational unit"),
            parse=text(80),
            default="",
            aliases=("部门", "部门编码", "所属部门"),
            help=_("Its name or code."),
            example="SW1",
        ),
        ImportColumn(
            "superior",
            _("superior"),
            parse=code(150),
            default="",
            aliases=("上级", "直属上级", "上级账号"),
            help=_("His user name. He may stand further down in the sheet."),
            example="zhaoxuemei",
        ),
        ImportColumn(
            "roles",
            _("roles"),
            required=True,
            parse=roles,
            aliases=("角色", "岗位", "职位"),
            help=_("Several are divided by commas."),
            example=_("Sales representative"),
        ),
    ),
)
