"""The bonus scale and awards (PAY-08)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from performance.bonus.awarding import grant_award, propose_award, refuse_award
from performance.bonus.filters import AwardFilters
from performance.bonus.forms import AwardForm, BandForm
from performance.bonus.models import Award, BonusRule
from performance.bonus.permissions import can_decide_award, can_see_scale, can_set_scale
from performance.bonus.scale import remove_band, set_band
from performance.bonus.states import AwardStatus
from performance.bonus.tables import AwardTable
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.lists import ListPage, Preset


@require_http_methods(["GET", "POST"])
def scale(request):
    """The bands, whether the bonus is switched on, and a form for one more."""
    user = request.user
    require(can_see_scale(user))
    form = BandForm(request.POST or None, user=user)
    if request.method == "POST":
        require(can_set_scale(user))
        if form.is_valid():
            try:
                set_band(user, **form.cleaned_data)
            except BusinessError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The band is set."))
                return redirect("bonus-scale")
    context = {
        "title": _("Bonus scale"),
        "crumbs": [Crumb(_("Bonus scale"))],
        "bands": BonusRule.objects.select_related("changed_by"),
        "form": form,
        "may_set": bool(can_set_scale(user)),
        "is_on": "bonus" in policy().pay_components,
    }
    status = 409 if form.is_bound and form.errors else 200
    return render(request, "performance/bonus/scale.html", context, status=status)


@require_POST
def drop_band(request):
    remove_band(as_pk(request.POST.get("band")) or 0, request.user)
    messages.success(request, _("The band is removed."))
    return redirect("bonus-scale")


class AwardList(ListPage):
    model = Award
    table_class = AwardTable
    filterset_class = AwardFilters
    create_url = "award-create"
    create_label = gettext_lazy("Propose an award")
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To be decided"), f"status={AwardStatus.PROPOSED}"),
    )
    empty_title = gettext_lazy("No awards")
    empty_text = gettext_lazy("Outstanding results deserve an extra reward, a promotion or a certificate.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("person", "created_by")


class AwardDetail(DetailPage):
    model = Award
    related = ("person", "created_by", "decided_by")
    edit_url = None
    actions = (
        Action(
            "grant",
            pgettext_lazy("award", "Grant"),
            can_decide_award,
            grant_award,
            to=AwardStatus.GRANTED,
            style="success",
            icon="award",
            why_not=lambda user, award: (
                why_not_alone(user, award, Role.GM) if award.status == AwardStatus.PROPOSED else ""
            ),
        ),
        Action(
            "refuse",
            gettext_lazy("Refuse"),
            can_decide_award,
            refuse_award,
            form=ReasonForm,
            to=AwardStatus.REFUSED,
            style="danger",
            icon="x",
        ),
    )

    def title(self, obj):
        return f"{obj.person} {obj.get_kind_display()}"

    def facts(self, obj):
        return [
            (pgettext("award", "Person"), obj.person),
            (_("Kind"), obj.get_kind_display()),
            *([(_("Amount"), obj.amount)] if obj.amount else []),
            (pgettext("award", "Proposed by"), obj.created_by),
            Fact(pgettext("award", "Decided by"), obj.decided_by, note=obj.decided_on or ""),
            Fact(_("Reason"), obj.reason, wide=True),
        ]


class AwardCreate(CreatePage):
    model = Award
    form_class = AwardForm
    create = propose_award
    title = gettext_lazy("Propose an award")
