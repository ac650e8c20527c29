"""People and units: the tree of the company, its users with their roles, superiors and dated substitutes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salesmgmt.core.models.first_day import FirstDay
from salesmgmt.core.permissions import Role, may_stand_in
from salesmgmt.core.phone import PhoneField
from salesmgmt.core.states import UnitKind, UserMailRhythm

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any


class Unit(models.Model):
    """A node of the organisation: company, region, team, department or field office (TEAM-01, TEAM-08)."""

    Kind = UnitKind

    name = models.CharField(_("name"), max_length=80)
    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent unit")
    )
    # "/1/4/9/": the ids from the root to this unit, so that a subtree is one prefix comparison.
    path = models.CharField(max_length=200, editable=False, default="", db_index=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["path"]
        verbose_name = _("organisational unit")
        verbose_name_plural = _("organisational units")

    def __str__(self) -> str:
        return self.name

    @property
    def ancestor_ids(self) -> list[int]:
        """The ids from the root to this unit itself."""
        return [int(part) for part in self.path.strip("/").split("/") if part]

    @property
    def depth(self) -> int:
        return self.path.count("/") - 2


class PeopleQuerySet(models.QuerySet):
    def active(self) -> Any:
        return self.filter(is_active=True)

    def with_role(self, *roles: Any) -> Any:
        """Active users that hold at least one of the roles."""
        return self.active().filter(roles__overlap=[str(role) for role in roles])

    def quiet_at(self, time: dt.time) -> Any:
        """Who wants no mail at this time of the day; quiet hours may go over midnight."""
        begun, not_ended = Q(quiet_from__lte=time), Q(quiet_until__gt=time)
        in_one_day = Q(quiet_from__lt=F("quiet_until"))
        return self.filter(
            (in_one_day & begun & not_ended) | (Q(quiet_from__gt=F("quiet_until")) & (begun | not_ended))
        )

    def below(self, path: str) -> Any:
        """Users whose unit lies in the subtree of ``path``."""
        return self.filter(unit__path__startswith=path)


class PeopleManager(UserManager.from_queryset(PeopleQuerySet)):
    def create_superuser(
        self, username: str, email: str | None = None, password: Any = None, **extra_fields: Any
    ) -> User:
        """``createsuperuser``: an administrator, and where he is the first person of all, the company is set up by him."""
        extra_fields.setdefault("roles", [str(Role.ADM)])
        extra_fields.setdefault("name", username)
        is_first = not self.exists()
        user = super().create_superuser(username, email, password, **extra_fields)
        if is_first:
            FirstDay.objects.update_or_create(
                pk=1, defaults={"code_hash": "", "set_up_at": timezone.now(), "set_up_by": user}
            )
        return user


class User(AbstractUser):
    """A person who logs in. ``roles`` holds codes of permissions.Role; a person may have several."""

    MailRhythm = UserMailRhythm

    first_name = None
    last_name = None
    name = models.CharField(_("full name"), max_length=60)
    mobile = PhoneField(_("mobile phone"), max_length=30, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("organisational unit")
    )
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("superior")
    )
    roles = ArrayField(
        models.CharField(max_length=10, choices=Role.choices), default=list, blank=True, verbose_name=_("roles")
    )
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    # Pages of the menu by the name of their address, in the order in which they were starred.
    starred = models.JSONField(_("favourites"), default=list, blank=True, editable=False)
    mail_rhythm = models.CharField(
        _("mail from the program"), max_length=10, choices=MailRhythm, default=MailRhythm.AT_ONCE
    )
    # Between these times of the day no mail comes; what waited comes afterwards.
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no mail until"), null=True, blank=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)

    objects = PeopleManager()

    class Meta:
        ordering = ["username"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        # People are looked up by role for approval pools and notices.
        indexes = [GinIndex(fields=["roles"], name="user_roles")]
        triggers = [
            # Whoever writes it: the day on which a person changes unit is kept (UnitChange).
            pgtrigger.Trigger(
                name="unit_change",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.unit_id IS DISTINCT FROM NEW.unit_id"),
                func="INSERT INTO core_unitchange (person_id, from_unit_id, to_unit_id, at)"
                " VALUES (NEW.id, OLD.unit_id, NEW.unit_id, now()); RETURN NULL;",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")), name="user_is_not_his_own_superior"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until")),
                name="quiet_hours_begin_and_end",
                violation_error_message=_("Quiet hours need a beginning and an end that differ."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_absolute_url(self) -> str:
        return reverse("user-detail", args=[self.pk])

    def get_full_name(self) -> Any:
        return self.name

    def get_short_name(self) -> Any:
        return self.name

    def has_role(self, *roles: Any) -> bool:
        return any(str(role) in self.roles for role in roles)

    def role_labels(self) -> list:
        return [Role(role).label for role in self.roles]

    @cached_property
    def acting_for(self) -> dict:
        """The users this person substitutes today, with the standing of their roles: ``{pk: User}`` (SEC-04)."""
        rows = Substitute.objects.effective(timezone.localdate()).filter(substitute=self, person__is_active=True)
        # Nearly always nobody: asked at every page, so nothing of him is read before there is one.
        people = list(rows.values_list("person", flat=True))
        found = User.objects.in_bulk(people) if people else {}
        return {pk: found[pk] for pk in people if may_stand_in(self, found[pk])}

    @cached_property
    def acting_ids(self) -> list[int]:
        """This person and everybody he substitutes today."""
        return [self.pk, *self.acting_for]

    @cached_property
    def acting_roles(self) -> list[str]:
        """The roles a routed document may be addressed to for this person to see it."""
        roles = set(self.roles)
        for person in self.acting_for.values():
            roles |= set(person.roles)
        return sorted(roles)

    @cached_property
    def _owner_ids(self) -> dict:
        return {}

    def owner_ids(self, scope: str) -> frozenset[int]:
        """The ids of the owners whose documents this person reaches in scope o, t or g; one query each, remembered."""
        if scope not in self._owner_ids:
            self._owner_ids[scope] = self._find_owner_ids(scope)
        return self._owner_ids[scope]

    def _find_owner_ids(self, scope: str) -> frozenset[int]:
        if scope == "o":
            return frozenset([self.pk])
        unit = self.scope_unit(scope)
        if unit is None:
            return frozenset([self.pk])
        return frozenset(User.objects.below(unit.path).order_by().values_list("pk", flat=True)) | {self.pk}

    @cached_property
    def _scope_units(self) -> dict:
        return {}

    def scope_unit(self, scope: str) -> Unit:
        """The unit whose subtree is this person's team (t) or region (g; the team where there are no regions);
        remembered like owner_ids."""
        if scope not in self._scope_units:
            self._scope_units[scope] = self._find_scope_unit(scope)
        return self._scope_units[scope]

    def _find_scope_unit(self, scope: str) -> Unit | None:
        if self.unit_id is None:
            return None
        kinds = [Unit.Kind.TEAM, Unit.Kind.OFFICE] if scope == "t" else [Unit.Kind.REGION]
        own = Unit.objects.filter(pk=self.unit_id, path__startswith=OuterRef("path"))
        chain = Unit.objects.filter(Exists(own)).order_by("-path")  # the own unit first, the company last
        return next((unit for unit in chain if unit.kind in kinds), None) or self.unit


class UnitChange(models.Model):
    """From which unit to which a person went, and when: what he does counts for each by the day. Written by the database."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    from_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(_("date"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("change of unit")
        verbose_name_plural = _("changes of unit")
        indexes = [models.Index(fields=["at"], name="unit_changed")]

    def __str__(self) -> str:
        return f"{self.person}: {self.from_unit} → {self.to_unit}"


class SubstituteQuerySet(models.QuerySet):
    def effective(self, day: dt.date) -> Any:
        """The substitutes that are confirmed and stand in on this day."""
        return self.filter(confirmed_at__isnull=False, valid_from__lte=day, valid_to__gte=day)


class Substitute(models.Model):
    """``substitute`` decides for ``person`` from ``valid_from`` to ``valid_to``, both days included.

    He does so once the person himself or a superior of his has confirmed it; what the administrator enters waits
    for that (SEC-04).
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="substitutes", verbose_name=_("person"))
    substitute = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("substitute"))
    valid_from = models.DateField(pgettext_lazy("date", "from"))
    valid_to = models.DateField(pgettext_lazy("date", "to"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    named_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)

    objects = SubstituteQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("substitute")
        verbose_name_plural = _("substitutes")
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="substitute_period_not_negative"),
            models.CheckConstraint(condition=~Q(person=F("substitute")), name="substitute_is_somebody_else"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="substitute_confirmed_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} → {self.person}"
