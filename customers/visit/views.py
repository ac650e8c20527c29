"""Pages of visits."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from customers.customer.views import CustomerDetail
from customers.preference.forms import PreferenceAction
from customers.preference.keeping import keep_preference_of
from customers.visit import planning as visits
from customers.visit.filters import VisitFilters
from customers.visit.forms import (
    AppointForm,
    CheckInForm,
    FinishForm,
    ReportForm,
    UnplannedVisitForm,
    VisitEditForm,
    VisitForm,
)
from customers.visit.models import Visit
from customers.visit.papers import visit_pdf
from customers.visit.permissions import (
    can_appoint_visit,
    can_check_in,
    can_edit_visit,
    can_remember_preference,
    can_report_visit,
    can_reschedule_visit,
    may_plan_visits,
)
from customers.visit.place import metres_from_before
from customers.visit.report import log_and_report, report_visit
from customers.visit.tables import VisitTable
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList
from salesmgmt.core.web.reach import person_and_phone

RELATED = ("customer__owner", "contact", "visitor", "report")


class VisitList(ListPage):
    model = Visit
    table_class = VisitTable
    filterset_class = VisitFilters
    create_url = "visit-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Mine"), "visitor=me"),
        Preset(gettext_lazy("Ahead"), f"status={Visit.Status.PLANNED}&status={Visit.Status.APPOINTED}"),
        Preset(gettext_lazy("Report missing"), f"status={Visit.Status.DONE}"),
        Preset(gettext_lazy("Unplanned"), "is_unplanned=true"),
        Preset(gettext_lazy("Key customers"), "customer__is_key=true"),
    )
    links = (
        (gettext_lazy("Calendar"), "visit-calendar", "calendar", lambda user: may_at_all(user, "visit", "R")),
        (gettext_lazy("Visits a week"), "visit-compliance", "table", lambda user: may_at_all(user, "visit", "R")),
        (gettext_lazy("Log an unplanned visit"), "visit-log", "pencil-plus", may_plan_visits),
    )
    empty_title = gettext_lazy("No visits yet")
    empty_text = gettext_lazy("Plan one, or write down a visit that was already made.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related(*RELATED)


def plan_of(user, visit):
    return {"contact": visit.contact_id, "day": visit.day, "time": visit.time}


class VisitDetail(DetailPage):
    model = Visit
    related = (*RELATED, "report__reported_by", "created_by")
    template_name = "customers/visit/detail.html"
    pdf_links = ((gettext_lazy("Visit plan and record"), "visit-pdf", lambda user, visit: True),)
    actions = (
        Action(
            "report",
            gettext_lazy("Write the report"),
            can_report_visit,
            report_visit,
            form=ReportForm,
            style="primary",
            icon="writing",
        ),
        Action(
            "appoint",
            gettext_lazy("Make the appointment"),
            can_appoint_visit,
            visits.appoint_visit,
            form=AppointForm,
            to=Visit.Status.APPOINTED,
            style="success",
            icon="calendar-check",
            initial=plan_of,
        ),
        Action(
            "reschedule",
            gettext_lazy("Agree on another time"),
            can_reschedule_visit,
            visits.appoint_visit,
            form=AppointForm,
            to=Visit.Status.APPOINTED,
            icon="calendar-time",
            initial=plan_of,
        ),
        Action(
            "finish",
            gettext_lazy("Visited, report later"),
            can_edit_visit,
            visits.finish_visit,
            form=FinishForm,
            to=Visit.Status.DONE,
            icon="check",
        ),
        Action(
            "remember",
            gettext_lazy("Remember a preference"),
            can_remember_preference,
            keep_preference_of(Visit),
            form=PreferenceAction,
            icon="heart",
            goto=lambda made, visit: visit.get_absolute_url(),
        ),
        Action(
            "cancel",
            gettext_lazy("Cancel the visit"),
            can_edit_visit,
            visits.cancel_visit,
            form=ReasonForm,
            to=Visit.Status.CANCELLED,
            icon="calendar-x",
        ),
    )

    def title(self, obj):
        return obj.customer.name

    def subtitle(self, obj):
        return f"{obj.number} · {obj.purpose}"

    def can_edit(self, user, obj):
        return obj.is_editable and can_edit_visit(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Contact"), person_and_phone(obj.contact.name, obj.contact.phone) if obj.contact else None),
            (_("Day"), obj.day),
            (_("Appointment time"), f"{obj.time:%H:%M}" if obj.time else None),
            (_("Visited by"), obj.visitor),
            (_("Accompanied by"), "、".join(str(each) for each in obj.companions.all())),
            *([(_("Visited at"), obj.visited_at)] if obj.visited_at else []),
            (_("Product categories"), "、".join(str(each) for each in obj.categories.all())),
            (_("Products and samples"), obj.products),
            (_("Participants of the customer"), obj.customer_people),
            *([Fact(_("Reason"), obj.cancelled_reason, wide=True)] if obj.cancelled_reason else []),
            Fact(_("Purpose"), obj.purpose, wide=True),
        ]

    def fact_groups(self, obj):
        report = getattr(obj, "report", None)
        if report is None:
            return []
        return [
            (
                _("Visit report"),
                [
                    Fact(_("Topics presented"), report.topics, wide=True),
                    Fact(_("Needs and concerns"), report.needs, wide=True),
                    Fact(_("Questions and answers"), report.questions, wide=True),
                    Fact(_("Feedback"), report.feedback, wide=True),
                    (_("Next step"), report.next_step),
                    (_("Next step on"), report.next_on),
                    (_("Reported by"), report.reported_by),
                    (_("Reported at"), report.reported_at),
                ],
            )
        ]

    def extra_context(self, obj):
        return {
            "may_check_in": can_check_in(self.request.user, obj),
            "metres": metres_from_before(obj) if obj.checked_in_at else None,
        }


class VisitCreate(CreatePage):
    """``?customer=7&day=2026-03-02`` fills the form; ``?unplanned=1`` leads to the page for visits already made."""

    model = Visit
    form_class = VisitForm
    create = visits.plan_visit
    template_name = "customers/preference/form_with_preferences.html"
    title = gettext_lazy("Plan a visit")

    def get(self, request, *args, **kwargs):
        if request.GET.get("unplanned"):
            query = request.GET.copy()
            query.pop("unplanned")
            return HttpResponseRedirect(reverse("visit-log") + (f"?{query.urlencode()}" if query else ""))
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"day": today(), **super().get_initial()}


class VisitLog(CreatePage):
    """An unplanned visit and its report on one page."""

    model = Visit
    form_class = UnplannedVisitForm
    create = log_and_report
    template_name = "customers/preference/form_with_preferences.html"
    title = gettext_lazy("Write a visit report")
    help_text = gettext_lazy("For a visit that was not planned. It counts, and is marked unplanned.")

    @cached_property
    def waiting(self):
        """Visits of one's own to this customer that still wait for their report: rather write that one."""
        customer = as_pk(self.request.GET.get("customer"))
        if customer is None:
            return []
        rows = Visit.objects.visible_to(self.request.user).filter(customer=customer, visitor=self.request.user)
        return list(
            rows.filter(
                Q(status=Visit.Status.DONE)
                | Q(status__in=[Visit.Status.PLANNED, Visit.Status.APPOINTED], day__lte=today())
            )[:5]
        )


class VisitEdit(EditPage):
    model = Visit
    form_class = VisitEditForm
    update = visits.update_visit
    template_name = "customers/preference/form_with_preferences.html"
    may_edit = can_edit_visit


class VisitCheckIn(View):
    """The button at the gate: time, and the place where the phone tells it."""

    http_method_names = ["post", "options"]

    def post(self, request, pk):
        visit = get_object_or_404(Visit.objects.visible_to(request.user), pk=pk)
        form = CheckInForm(request.POST, user=request.user)
        place = form.cleaned_data if form.is_valid() else {}
        visits.check_in(visit.pk, request.user, **place)
        messages.success(request, _("Checked in."))
        return HttpResponseRedirect(visit.get_absolute_url())


class VisitPdf(View):
    """F-03."""

    def get(self, request, pk) -> HttpResponse:
        rows = Visit.objects.visible_to(request.user).select_related(*RELATED, "report__reported_by")
        visit = get_object_or_404(rows, pk=pk)
        return pdf_response(visit_pdf(visit), f"{visit.number}.pdf")


class CustomerVisits(TabList):
    model = Visit
    table_class = VisitTable
    filterset_class = VisitFilters
    key = "customer-visits"
    title = gettext_lazy("Visits")
    parent = CustomerDetail
    parent_field = "customer"
    create_url = "visit-create"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related(*RELATED)
