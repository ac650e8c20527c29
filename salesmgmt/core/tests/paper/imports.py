"""Imports of the kernel's own tests: papers, row by row and as a batch."""

import time
from decimal import Decimal

from salesmgmt.core.domain import import_columns as read
from salesmgmt.core.domain.imports import (
    CREATED,
    UNCHANGED,
    UPDATED,
    ImportColumn,
    ImportSpec,
    RowErrors,
    register_import,
)
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.paper.models import Paper

COLUMNS = (
    ImportColumn("number", "编号", required=True, parse=read.text(20), aliases=("no", "number"), example="P-1"),
    ImportColumn("title", "标题", required=True, parse=read.text(40), aliases=("title",)),
    ImportColumn("amount", "金额", parse=read.amount(), aliases=("amount",), default=Decimal("0")),
    ImportColumn("day", "日期", parse=read.date, aliases=("date",)),
)


def save_row(values, user, update):
    if values["title"] == "slow":
        time.sleep(0.5)
    if values["title"] == "forbidden":
        raise BusinessError("This title is forbidden.")
    found = Paper.objects.filter(number=values["number"]).first()
    fields = {"title": values["title"], "amount": values["amount"]}
    if found is None:
        Paper.objects.create(number=values["number"], owner=user, created_by=user, **fields)
        return CREATED
    if {name: getattr(found, name) for name in fields} == fields:
        return UNCHANGED
    if not update:
        raise BusinessError("This number exists already.")
    Paper.objects.filter(pk=found.pk).update(**fields)
    return UPDATED


def save_batch(rows, user, update, progress):
    bad = {number: "This title is forbidden." for number, values in rows if values["title"] == "forbidden"}
    if bad:
        raise RowErrors(bad)
    Paper.objects.bulk_create(
        [
            Paper(number=values["number"], title=values["title"], amount=values["amount"], owner=user, created_by=user)
            for _number, values in rows
        ],
        batch_size=1000,
    )
    return {number: CREATED for number, _values in rows}


def register():
    def allowed(user):
        return user.has_role(Role.FIN)

    register_import(ImportSpec("papers", "Papers", COLUMNS, allowed, save_row=save_row))
    register_import(ImportSpec("paper-batch", "Paper batch", COLUMNS, allowed, save_batch=save_batch))
