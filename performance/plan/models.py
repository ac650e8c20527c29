"""The sales plan of a year (销售计划): company, regions, teams and people, month by month (PLN-01, PLN-02)."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from performance.plan.querysets import SalesPlanLineQuerySet, SalesPlanQuerySet
from performance.plan.states import ALIVE, SALES_PLAN_TRANSITIONS, PlanScope, SalesPlanStatus
from salesmgmt.core.models import Document, Unit
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField

MONTHS = 12


def no_months():
    return [Decimal("0.00")] * MONTHS


def month_amounts(label, **options):
    return ArrayField(models.DecimalField(max_digits=14, decimal_places=2), verbose_name=label, size=MONTHS, **options)


class SalesPlan(Document):
    """Strategy, policy, budget and the targets of a year: approved by the general manager, then released (PLN-01)."""

    KIND = "sales_plan"

    Status = SalesPlanStatus
    TRANSITIONS = SALES_PLAN_TRANSITIONS
    EDITABLE = (SalesPlanStatus.DRAFT,)
    ENDED = (SalesPlanStatus.REJECTED, SalesPlanStatus.DISCARDED)
    STEPPER = (
        SalesPlanStatus.DRAFT,
        SalesPlanStatus.SUBMITTED,
        SalesPlanStatus.APPROVED,
        SalesPlanStatus.RELEASED,
    )

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    strategy = models.TextField(_("sales strategy"), blank=True)
    policy = models.TextField(_("sales policy"), blank=True)
    budget = MoneyField(_("budget of the sales department"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    status = StatusField(Status)
    released_on = models.DateField(_("released on"), null=True, editable=False)

    objects = SalesPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = _("sales plan")
        verbose_name_plural = _("sales plans")
        triggers = [status_trigger(SALES_PLAN_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(fields=["year"], condition=Q(status__in=ALIVE), name="sales_plan_of_a_year_once"),
        ]

    @property
    def responsible(self):
        return self.created_by

    @property
    def company_target(self):
        """The target of the company's own line; of the lines read as ``roots``, where a list has read them."""
        roots = getattr(self, "roots", None)
        if roots is None:
            roots = self.lines.filter(parent__isnull=True)
        return sum((line.target for line in roots), ZERO) if roots else None


class SalesPlanLine(models.Model):
    """What the company, a region, a team or a person is to collect in each month of the year (PLN-02).

    A reserve is a line of its own below the line whose amount nobody below has taken over. ``original`` is what was
    released, kept once a revision has changed the months after it (PLN-04).
    """

    Scope = PlanScope

    plan = models.ForeignKey(
        SalesPlan, models.CASCADE, related_name="lines", verbose_name=_("sales plan"), db_index=False
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="children",
        verbose_name=pgettext_lazy("sales plan", "part of"),
    )
    scope = models.CharField(pgettext_lazy("sales plan", "scope"), max_length=10, choices=Scope, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("organisational unit")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="plan_lines",
        verbose_name=_("representative"),
    )
    # The order of the tree, each line before those below it.
    position = models.PositiveIntegerField(default=0, editable=False)
    months = month_amounts(_("targets of the months"), default=no_months)
    original = month_amounts(_("targets as released"), null=True, editable=False)

    objects = SalesPlanLineQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "pk"]
        verbose_name = _("line of the sales plan")
        verbose_name_plural = _("lines of the sales plan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "unit"], name="sales_plan_line_of_a_unit_once"),
            models.UniqueConstraint(fields=["plan", "person"], name="sales_plan_line_of_a_person_once"),
            models.UniqueConstraint(
                fields=["parent"], condition=Q(scope=PlanScope.RESERVE), name="sales_plan_reserve_once"
            ),
            models.CheckConstraint(
                condition=Q(scope=PlanScope.PERSON, person__isnull=False, unit__isnull=True)
                | Q(scope=PlanScope.RESERVE, person__isnull=True, unit__isnull=True, parent__isnull=False)
                | Q(
                    scope__in=[PlanScope.COMPANY, PlanScope.REGION, PlanScope.TEAM],
                    person__isnull=True,
                    unit__isnull=False,
                ),
                name="sales_plan_line_is_about_one",
            ),
            models.CheckConstraint(condition=Q(months__len=MONTHS), name="sales_plan_line_has_twelve_months"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """As the tree names it."""
        if self.scope == PlanScope.RESERVE:
            return gettext("Reserve of %(unit)s") % {"unit": self.parent.unit}
        return str(self.person or self.unit)

    @property
    def code(self) -> str:
        """By which a sheet names the line: the unit's code, the person's user name, with "-" for the reserve."""
        if self.scope == PlanScope.RESERVE:
            return f"{self.parent.unit.code}-"
        return self.unit.code if self.unit_id else self.person.username

    @property
    def target(self):
        """The target of the year: what its months add up to."""
        return sum(self.months, ZERO)

    @property
    def original_target(self):
        return sum(self.original or self.months, ZERO)

    @property
    def is_reserve(self) -> bool:
        return self.scope == PlanScope.RESERVE
