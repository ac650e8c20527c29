"""The administrator's pages of users and units, and everybody's page of his substitutes."""

import django_filters as filters
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from salesmgmt.core.domain import people
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Substitute, Unit, User
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage
from salesmgmt.core.web.filters import BaseFilterSet
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset
from salesmgmt.core.web.people_forms import LeavingForm, SubstituteForm, UnitForm, UserForm
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn


class UserTable(BaseTable):
    name = DocumentLinkColumn()
    roles = Column(verbose_name=gettext_lazy("Roles"), orderable=False)
    last_login = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = User
        fields = ("name", "username", "roles", "unit", "superior", "is_active", "last_login")

    def render_roles(self, record):
        return "、".join(str(label) for label in record.role_labels())

    def value_roles(self, value, record):
        return self.render_roles(record)


class UserFilters(BaseFilterSet):
    role = filters.ChoiceFilter(label=gettext_lazy("Role"), choices=Role.choices, method="filter_role")
    is_active = filters.BooleanFilter(label=gettext_lazy("Active"))

    class Meta:
        model = User
        fields = ["unit"]
        search = ("name", "username", "email", "mobile")

    def filter_role(self, queryset, name, value):
        return queryset.filter(roles__contains=[value])


class UserList(ListPage):
    model = User
    key = "user"
    matrix_key = "user"
    table_class = UserTable
    filterset_class = UserFilters
    create_url = "user-create"
    title = gettext_lazy("Users")
    icon = "users"
    presets = (Preset(gettext_lazy("All"), ""), Preset(gettext_lazy("Active"), "is_active=true"))

    @classmethod
    def base_queryset(cls, user):
        return readable(user).select_related("unit", "superior")


def readable(user):
    """Accounts are the administrator's; the general manager reads them."""
    return User.objects.all() if may_at_all(user, "user", "R") else User.objects.none()


def is_manager(user, person):
    return people.can_manage_users(user)


class UserDetail(DetailPage):
    model = User
    related = ("unit", "superior")
    has_attachments = False
    template_name = "core/user_detail.html"
    actions = (
        Action(
            "substitute",
            gettext_lazy("Name a substitute"),
            is_manager,
            people.add_substitute,
            form=SubstituteForm,
            icon="user-share",
        ),
        Action(
            "deactivate",
            gettext_lazy("Deactivate"),
            lambda user, person: is_manager(user, person) and person.is_active and person.pk != user.pk,
            people.deactivate,
            form=LeavingForm,
            icon="user-off",
            style="danger",
            confirm=gettext_lazy("This person can no longer sign in. Go on?"),
        ),
        Action(
            "activate",
            gettext_lazy("Activate"),
            lambda user, person: is_manager(user, person) and not person.is_active,
            people.activate,
            icon="user-check",
            style="primary",
        ),
    )

    @classmethod
    def queryset(cls, user):
        return readable(user).select_related(*cls.related)

    def facts(self, obj):
        return [
            (_("User name"), obj.username),
            (_("Roles"), "、".join(str(label) for label in obj.role_labels())),
            (_("Unit"), str(obj.unit or "")),
            (_("Superior"), obj.superior),
            (_("E-mail"), obj.email),
            (_("Mobile phone"), obj.mobile),
            (_("Active"), obj.is_active),
            (_("Last sign-in"), obj.last_login),
        ]

    def extra_context(self, obj):
        user = self.request.user
        return {
            "substitutes": substitutes_for(user, obj.substitutes.all()),
            "may_make_link": obj.is_active and people.can_manage_users(user),
            "has_password": obj.has_usable_password(),
        }

    def can_edit(self, user, obj):
        return people.can_manage_users(user)

    def _crumbs(self, obj, kind):
        return [Crumb(_("Users"), reverse("user-list")), Crumb(str(obj))]


class _UserPage:
    model = User

    def get_crumbs(self, obj):
        return [Crumb(_("Users"), reverse("user-list")), Crumb(self.get_title())]

    def get_cancel_url(self, obj):
        return reverse("user-detail", args=[obj.pk]) if obj else reverse("user-list")


class UserCreate(_UserPage, CreatePage):
    form_class = UserForm
    matrix_key = "user"
    create = people.create_user
    title = gettext_lazy("New user")


class UserEdit(_UserPage, EditPage):
    form_class = UserForm
    update = people.update_user

    def get_object(self):
        return get_object_or_404(readable(self.request.user), pk=self.kwargs["pk"])

    def check_may(self, obj):
        require(people.can_manage_users(self.request.user))


# -- units -------------------------------------------------------------------------------------------------


def unit_tree(request):
    """The company as a tree, with how many people belong to each unit."""
    require(may_at_all(request.user, "user", "R"))
    units = Unit.objects.annotate(people_count=Count("people", filter=Q(people__is_active=True))).order_by("path")
    context = {
        "units": units,
        "may_edit": people.can_manage_users(request.user),
        "title": _("Units"),
        "crumbs": [Crumb(_("Units"))],
    }
    return render(request, "core/units.html", context)


class _UnitPage:
    model = Unit
    form_class = UnitForm

    def get_success_url(self, document):
        return reverse("unit-list")

    def get_cancel_url(self, obj):
        return reverse("unit-list")

    def get_crumbs(self, obj):
        return [Crumb(_("Units"), reverse("unit-list")), Crumb(self.get_title())]


class UnitCreate(_UnitPage, CreatePage):
    matrix_key = "user"
    create = people.create_unit
    title = gettext_lazy("New unit")


class UnitEdit(_UnitPage, EditPage):
    update = people.update_unit

    def get_object(self):
        if not may_at_all(self.request.user, "user", "R"):
            raise Http404
        return get_object_or_404(Unit, pk=self.kwargs["pk"])

    def check_may(self, obj):
        require(people.can_manage_users(self.request.user))


# -- substitutes -------------------------------------------------------------------------------------------


class MySubstitutes(CreatePage):
    """Who decides for me, and for whom I decide."""

    model = Substitute
    form_class = SubstituteForm
    template_name = "core/substitutes.html"
    title = gettext_lazy("My substitutes")
    submit_label = gettext_lazy("Name a substitute")
    success = gettext_lazy("The substitute was named.")

    def check_may(self, obj):
        return None

    def write(self, obj, form, lines):
        return people.add_substitute(self.request.user.pk, self.request.user, **form.cleaned_data)

    def get_success_url(self, document):
        return reverse("substitutes")

    def get_cancel_url(self, obj):
        return reverse("home")

    def get_crumbs(self, obj):
        return [Crumb(self.title)]

    def get_context_data(self, obj, form, lines, **extra):
        user = self.request.user
        return super().get_context_data(
            obj,
            form,
            lines,
            mine=substitutes_for(user, Substitute.objects.filter(person=user)),
            to_confirm=substitutes_for(
                user, Substitute.objects.filter(person__superior=user, confirmed_at__isnull=True)
            ),
            others=Substitute.objects.filter(substitute=user).select_related("person"),
            **extra,
        )


def substitutes_for(user, rows):
    """The rows with whether this person may confirm them."""
    found = list(rows.select_related("person__superior", "substitute"))
    for row in found:
        row.may_confirm = row.confirmed_at is None and people.can_confirm_substitutes(user, row.person)
    return found


@require_POST
def confirm_substitute(request, pk):
    """Own rows and those of one's people; others do not exist."""
    row = get_object_or_404(Substitute.objects.select_related("person"), pk=pk)
    if not people.can_confirm_substitutes(request.user, row.person):
        raise Http404
    try:
        people.confirm_substitute(pk, request.user)
    except BusinessError as refusal:
        messages.error(request, str(refusal))
    return redirect("substitutes")


@require_POST
def remove_substitute(request, pk):
    """Own rows and those of one's people, or anybody's for the administrator; others do not exist."""
    row = get_object_or_404(Substitute.objects.select_related("person"), pk=pk)
    if not people.can_keep_substitutes(request.user, row.person):
        raise Http404
    people.remove_substitute(row.pk, request.user)
    if row.person_id != request.user.pk and people.can_manage_users(request.user):
        return redirect("user-detail", pk=row.person_id)
    return redirect("substitutes")
