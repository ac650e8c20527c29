from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views import View

from customers.customer.models import Customer
from customers.customer.views import CustomerDetail
from customers.preference.forms import PreferenceForm
from customers.preference.keeping import keep_preference, preferences_of, retire_preference, update_preference
from customers.preference.models import CustomerPreference
from customers.preference.permissions import can_keep_preference
from customers.preference.tables import PreferenceTable
from salesmgmt.core.state import require
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import TabList


class CustomerPreferences(TabList):
    model = CustomerPreference
    table_class = PreferenceTable
    key = "customer-preferences"
    matrix_key = "customer"
    title = gettext_lazy("Needs and preferences")
    create_label = gettext_lazy("Remember a preference")
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by", "customer__owner").prefetch_related("source")

    @classmethod
    def may_export(cls, user):
        return False

    def get_context_data(self, **extra):
        context = super().get_context_data(**extra)
        if can_keep_preference(self.request.user, self.parent_object):
            context["create_address"] = reverse("preference-create", args=[self.parent_object.pk])
        return context


class PreferenceCreate(CreatePage):
    """For one customer: ``/customers/7/preferences/new/``."""

    model = CustomerPreference
    form_class = PreferenceForm
    title = gettext_lazy("Remember a preference")

    @cached_property
    def customer(self):
        return get_object_or_404(Customer.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def check_may(self, obj):
        require(can_keep_preference(self.request.user, self.customer))

    def write(self, obj, form, lines):
        return keep_preference(self.request.user, customer=self.customer, **form.cleaned_data)

    def get_cancel_url(self, obj):
        return self.customer.get_absolute_url()


class PreferenceEdit(EditPage):
    model = CustomerPreference
    form_class = PreferenceForm
    update = update_preference
    template_name = "customers/preference/form.html"


class PreferenceRetire(View):
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        found = get_object_or_404(CustomerPreference.objects.visible_to(request.user), pk=pk)
        return HttpResponseRedirect(retire_preference(found.pk, request.user).get_absolute_url())


class PreferencesRead(View):
    """What a form shows beside the customer that was just chosen (CUS-06)."""

    def get(self, request, pk):
        customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
        context = {"preferences": preferences_of(customer), "customer": customer}
        return render(request, "customers/preference/_preferences.html", context)
