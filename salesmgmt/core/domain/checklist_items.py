"""Core's own items of the checklist before the first day: company, units, people, settings, mail."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesmgmt.core.calendar import today
from salesmgmt.core.domain.checklist import DONE, OPEN, PARTLY, Item, Standing, last_test_mail, register_item
from salesmgmt.core.domain.company import company
from salesmgmt.core.domain.leaving import ASKED_ROLES
from salesmgmt.core.domain.mailing import ATTEMPTS
from salesmgmt.core.domain.sign_in_links import cannot_sign_in
from salesmgmt.core.models import SettingValue, Substitute, Unit, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.words import label_of

NAMED = 5


def company_standing() -> Standing:
    profile = company()
    missing = [
        str(label_of(profile, name))
        for name in ("credit_code", "address", "phone", "bank", "account")
        if not getattr(profile, name)
    ]
    if not profile.full_name:
        return Standing(OPEN, _("none yet"))
    if missing:
        return Standing(PARTLY, _("still missing: %(names)s") % {"names": "、".join(missing)})
    return Standing(DONE, profile.full_name)


def units_standing() -> Standing:
    number = Unit.objects.filter(is_active=True).count()
    state = DONE if number > 1 else PARTLY if number else OPEN
    return Standing(state, _("%(n)d units") % {"n": number})


def people_standing() -> Standing:
    """Everybody has a role, and what approvals ask for is held by somebody."""
    people = list(User.objects.active().values_list("roles", flat=True))
    held = {role for roles in people for role in roles}
    missing = [str(Role(role).label) for role in Role if role in ASKED_ROLES | {Role.REP} and role not in held]
    text = _("%(n)d people") % {"n": len(people)}
    if len(people) < 2:
        return Standing(OPEN, text)
    if missing:
        text = _("%(people)s; nobody is: %(roles)s") % {"people": text, "roles": "、".join(missing)}
    without = sum(1 for roles in people if not roles)
    if without:
        text = _("%(people)s; without a role: %(n)d") % {"people": text, "n": without}
    return Standing(PARTLY if missing or without else DONE, text)


def links_standing() -> Standing:
    """Who has been given a password or chose one."""
    waiting = list(cannot_sign_in().values_list("name", flat=True))
    if waiting:
        return Standing(PARTLY, _("cannot sign in yet: %(names)s") % {"names": _named(waiting)})
    number = User.objects.active().count()
    return Standing(DONE if number > 1 else OPEN, _("%(n)d people") % {"n": number})


def superiors_standing() -> Standing:
    """Approvals go up the chain of superiors; only the general manager stands at its top."""
    people = User.objects.active().exclude(roles__contains=[Role.GM.value])
    without = list(people.filter(superior=None).exclude(roles=[Role.ADM.value]).values_list("name", flat=True))
    if without:
        return Standing(PARTLY, _("without a superior: %(names)s") % {"names": _named(without)})
    number = people.exclude(superior=None).count()
    return Standing(DONE if number else OPEN, _("%(n)d people have one") % {"n": number})


def substitutes_standing() -> Standing:
    rows = Substitute.objects.filter(valid_to__gte=today())
    waiting = rows.filter(confirmed_at=None).count()
    number = rows.count()
    if waiting:
        return Standing(PARTLY, _("%(n)d wait for the word of the person or his superior") % {"n": waiting})
    return Standing(DONE if number else OPEN, _("%(n)d named") % {"n": number})


def settings_standing() -> Standing:
    number = SettingValue.objects.count()
    return Standing(PARTLY, _("%(n)d values differ from the proposal or were set") % {"n": number})


def mail_standing() -> Standing:
    letter = last_test_mail()
    if letter is None:
        return Standing(OPEN, _("not tried yet"))
    if letter.mailed_at:
        when = timezone.localtime(letter.mailed_at).strftime("%Y-%m-%d %H:%M")
        return Standing(PARTLY, _("the mail server took the letter at %(time)s; did it arrive?") % {"time": when})
    if letter.mail_attempts >= ATTEMPTS:
        return Standing(OPEN, _("the letter could not be sent; see the failed rows"))
    return Standing(OPEN, _("the letter is on its way"))


def _named(names: list) -> str:
    return "、".join(names[:NAMED]) + (_(" and %(n)d more") % {"n": len(names) - NAMED} if len(names) > NAMED else "")


def register_items() -> None:
    for item in (
        Item("company", gettext_lazy("Company data"), company_standing, "company-edit", order=10),
        Item("units", gettext_lazy("Units"), units_standing, "unit-list", imports=("units",), order=20),
        Item(
            "people",
            gettext_lazy("People and their roles"),
            people_standing,
            "user-list",
            imports=("people",),
            help=gettext_lazy("Every role that approvals ask for is held by somebody."),
            order=30,
        ),
        Item(
            "superiors",
            gettext_lazy("Superiors"),
            superiors_standing,
            "user-list",
            imports=("people",),
            help=gettext_lazy("They decide which way an approval goes and who sees what."),
            order=40,
        ),
        Item(
            "links",
            gettext_lazy("Everybody can sign in"),
            links_standing,
            "sign-in-links",
            help=gettext_lazy(
                "A link that works once leads each person to his own password; nobody types one for him."
            ),
            order=50,
        ),
        Item(
            "substitutes",
            gettext_lazy("Substitutes"),
            substitutes_standing,
            "user-list",
            help=gettext_lazy("For the days on which somebody who approves is not there."),
            optional=True,
            order=60,
        ),
        Item(
            "settings",
            gettext_lazy("Settings looked at"),
            settings_standing,
            "settings",
            help=gettext_lazy("What no source gives is marked there as proposed."),
            by_word=True,
            order=170,
        ),
        Item("mail", gettext_lazy("Mail tested"), mail_standing, "checklist", by_word=True, optional=True, order=180),
    ):
        register_item(item)
