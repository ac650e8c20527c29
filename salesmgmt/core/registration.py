"""What core itself shows in the menu and on the first page, and the look-ups every form may use."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core import registry
from salesmgmt.core.domain import (
    approvals,
    checklist,
    checklist_items,
    conversation,
    digest,
    exports,
    faults,
    first_day,
    imports,
    jobs,
    mailing,
    notices,
    password_limit,
    people_imports,
    sign_in_links,
    traces,
    watch,
)
from salesmgmt.core.domain.approvals import overdue
from salesmgmt.core.models import ExportJob, ImportJob, QueueFault, Task, User, Workbook
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.search import matches
from salesmgmt.core.states import ApprovalRoundStatus


def register_core():
    _register_queues()
    _register_imports()
    _register_menu()
    _register_home_cards()
    _register_clock()
    _register_people()


def _register_queues():
    mailing.take_papers_from(pdf.file_of)
    faults.register_queue(mailing.QUEUE, _("Mail"), mailing.send_again)
    faults.register_queue(mailing.LETTERS, _("Letters of the program"), mailing.send_again)
    faults.register_queue(password_limit.QUEUE, _("Mail with a new password"), mailing.send_again)
    faults.register_queue(ExportJob._meta.model_name, _("Exports"), jobs.hand_over)
    faults.register_queue(ImportJob._meta.model_name, _("Imports"), jobs.hand_over)
    faults.register_queue(Workbook._meta.model_name, _("Workbooks"), jobs.hand_over)
    faults.register_queue(pdf.PRINTER, _("Papers to print"), pdf.print_again)
    faults.register_queue(sign_in_links.QUEUE, _("Sign-in links"), sign_in_links.send_again)


def _register_imports():
    checklist_items.register_items()
    for spec in (people_imports.UNITS, people_imports.PEOPLE):
        imports.register_import(spec)


def _register_menu():
    registry.register_menu(
        "administration", _("First day"), "checklist", "list-check", can=first_day.brings_in, order=1, by_roles=False
    )
    registry.register_menu("work", _("Home"), "home", "home", order=1)
    registry.register_menu("work", _("Approvals"), "inbox", "checkbox", order=2)
    registry.register_menu("work", _("Tasks"), "task-list", "checklist", order=2)
    registry.register_task_kind("next-step", _("Next step"), icon="flag")
    registry.register_menu("work", _("Notices"), "notices", "bell", order=3)
    registry.register_bar("inbox", Role.MGR, Role.DIR, Role.GM, Role.LEG, Role.CMG, order=5)
    registry.register_bar("user-list", Role.ADM, order=10)
    registry.register_bar("settings", Role.ADM, order=20)
    registry.register_menu("administration", _("Users"), "user-list", "users", can=may_read_users, order=10)
    registry.register_menu("administration", _("Units"), "unit-list", "hierarchy", can=may_read_users, order=20)
    registry.register_menu("administration", _("Settings"), "settings", "settings", can=may_read_settings, order=30)
    registry.register_menu(
        "work", _("Imports"), "import-list", "file-import", can=imports_something, order=80, by_roles=False
    )
    registry.register_menu(
        "administration", _("Company data"), "company-edit", "building", can=may_administer, order=40
    )
    registry.register_menu(
        "administration", _("Jobs of the clock"), "jobs", "clock-cog", can=may_read_settings, order=50
    )
    registry.register_menu(
        "administration", _("Failed rows"), "fault-list", "alert-triangle", can=may_administer, order=55
    )
    registry.register_menu(
        "administration", _("State of the program"), "system-status", "heartbeat", can=may_read_settings, order=45
    )
    registry.register_menu(
        "administration",
        _("Approvals that stand still"),
        "stuck-list",
        "hourglass",
        can=lambda user: user.has_role(Role.ADM, Role.GM, Role.DIR, Role.MGR),
        order=55,
    )
    registry.register_menu(
        "administration",
        _("Export log"),
        "export-log",
        "history",
        can=exports.may_read_log,
        order=60,
    )


def _register_home_cards():
    registry.register_home_card(
        "system",
        _("State of the program"),
        may_administer,
        lambda user: len(watch.troubles()),
        "system-status",
        "heartbeat",
        "bad",
        order=4,
    )
    registry.register_home_card(
        "first-day",
        _("Open before the first day"),
        first_day.brings_in,
        lambda user: sum(1 for row in checklist.rows() if not checklist.is_settled(row)),
        "checklist",
        "list-check",
        "warn",
        order=0,
    )
    registry.register_home_card(
        "faults",
        _("Failed rows"),
        may_administer,
        lambda user: QueueFault.objects.all(),
        "fault-list",
        "alert-triangle",
        "bad",
        order=4,
    )
    registry.register_home_card(
        "to-decide", _("To decide"), lambda user: True, approvals.pending_for, "inbox", "checkbox", "warn", order=1
    )
    registry.register_home_card(
        "started",
        _("My documents in approval"),
        lambda user: True,
        lambda user: approvals.started_by(user).filter(status=ApprovalRoundStatus.OPEN),
        "inbox?box=started",
        "hourglass",
        order=2,
    )
    registry.register_home_card(
        "tasks",
        _("My tasks"),
        lambda user: True,
        lambda user: Task.objects.filter(person=user).open(),
        f"task-list?status={Task.Status.OPEN}&person=me",
        "checklist",
        "info",
        order=3,
    )


def _register_clock():
    registry.register_periodic(
        "approvals-overdue",
        _("Reminders of approvals that wait too long"),
        "0 * * * *",
        lambda at: overdue.remind_overdue(),
        in_batches=True,
    )
    registry.register_periodic(
        "unacknowledged",
        _("Hand-overs nobody acknowledged"),
        "20 8 * * *",
        notices.tell_unacknowledged,
        rules="TEAM-09",
    )
    registry.register_periodic(
        "followers",
        _("News of the documents that people follow"),
        "*/10 * * * *",
        conversation.tell_followers,
        in_batches=True,
    )
    registry.register_periodic(
        digest.KEY, _("Notices of the day in one mail"), "30 7 * * *", digest.send_digests, in_batches=True
    )
    registry.register_periodic(
        "old-files", _("Removal of old exports and uploads"), "40 3 * * *", remove_old_files, in_batches=True
    )
    registry.register_periodic(
        "sign-in-traces",
        _("Removal of ended sessions and old logs of sign-ins"),
        "50 3 * * *",
        traces.forget_traces,
        in_batches=True,
    )
    registry.register_periodic(
        "ended-work",
        _("Removal of read notices and of finished work"),
        "55 3 * * *",
        traces.forget_ended,
        in_batches=True,
    )


def _register_people():
    # Work is given to people who are there; lists are asked about people who left, too.
    for key, people in (("person", User.objects.active()), ("anybody", User.objects.all())):
        registry.register_lookup(
            key,
            lambda user, people=people: people.order_by("name"),
            str,
            search=find_people,
            note=lambda person: " · ".join(str(label) for label in person.role_labels()),
        )


def remove_old_files(at):
    return (exports.remove_old_files() or 0) + (imports.remove_old_files() or 0)


def find_people(people, text):
    """By name, pinyin, initials or user name. A company's people are few enough to be looked through."""
    found = [
        person.pk
        for person in people.only("pk", "name", "username")
        if text.lower() in person.username.lower() or matches(person.name, text)
    ]
    return people.filter(pk__in=found)


def may_read_users(user):
    return may_at_all(user, "user", "R")


def may_read_settings(user):
    return may_at_all(user, "settings", "R")


def imports_something(user):
    return bool(imports.specs_for(user))


def may_administer(user):
    return may_at_all(user, "settings", "U")
