"""Exports of the kernel's own tests: one as long as its parameter says, one that takes its time, one that fails."""

import time

from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.output import xlsx
from salesmgmt.core.permissions import Role

COLUMNS = [xlsx.Column("No.", lambda number: number, "int"), xlsx.Column("名称", lambda number: "=1+1")]


def build_numbers(user, query, path, progress):
    pause = float(query.get("pause", 0))

    def numbers():
        for number in range(int(query["rows"])):
            time.sleep(pause)
            yield number

    return xlsx.write_sheet(
        path, COLUMNS, numbers(), title="Numbers", exported_by=user, large=int(query["rows"]) > 5000, progress=progress
    )


def count_numbers(user, query, limit):
    return min(int(query["rows"]), limit)


def build_failure(user, query, path, progress):
    path.write_bytes(b"half")
    raise ZeroDivisionError


def register():
    def allowed(user):
        return user.has_role(Role.FIN)

    register_export("numbers", "Numbers", build_numbers, allowed, count_numbers)
    register_export("failure", "Failure", build_failure, allowed)
