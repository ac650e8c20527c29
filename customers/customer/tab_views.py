"""Tabs of the customer page: contacts, documents, the course of everything; and the contacts of all customers."""

import django_filters as filters
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.customer.contact import Contact
from customers.customer.documents import acts_of, documents_of, files_of, papers_of
from customers.customer.papers import customer_pdf
from customers.customer.permissions import can_edit_customer, can_import_contacts, can_read_whole_file
from customers.customer.tables import ContactTable, CustomerContactTable
from customers.customer.views import CustomerDetail
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, TabList
from salesmgmt.core.web.paging import Pages
from salesmgmt.core.web.secrets import is_hidden

PAGE_ROWS = 50


class ContactFilters(BaseFilterSet):
    customer__owner = PersonFilter(label=_("responsible rep"))
    is_primary = filters.BooleanFilter(label=_("main contact"))

    class Meta:
        model = Contact
        fields = ["customer__owner", "is_primary"]
        search = ("name", "phone", "email", "customer__name")


class ContactList(ListPage):
    """Everybody at one's customers, to be found by name or number."""

    model = Contact
    key = "contact"
    matrix_key = "customer"
    title = _("Contacts")
    icon = "address-book"
    table_class, filterset_class = ContactTable, ContactFilters
    links = ((_("Import"), "contact-import", "file-import", can_import_contacts),)
    empty_title = _("No contacts yet")
    empty_text = _("Contacts are kept in the file of their customer.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).filter(customer__merged_into__isnull=True).select_related("customer")


class CustomerContacts(TabList):
    model = Contact
    key = "customer-contacts"
    matrix_key = "customer"
    title = _("Contacts")
    table_class = CustomerContactTable
    parent, parent_field = CustomerDetail, "customer"
    create_label = _("Add or change contacts")

    def get_create_address(self):
        """Contacts are lines of their customer's file."""
        customer = self.parent_object
        may_edit = can_edit_customer(self.request.user, customer)
        return reverse("customer-edit", args=[customer.pk]) if may_edit else ""


class CustomerTab(View):
    """A page of its own under the head and the tabs of the customer."""

    template_name = ""
    title = ""

    def get(self, request, pk):
        customer = get_object_or_404(CustomerDetail.queryset(request.user), pk=pk)
        shell = CustomerDetail(request=request).shell(customer, active_tab=request.resolver_match.url_name)
        crumbs = [*shell["crumbs"][:-1], Crumb(str(customer), customer.get_absolute_url()), Crumb(self.title)]
        return render(request, self.template_name, {**shell, "crumbs": crumbs, **self.content(customer)})


class CustomerDocuments(CustomerTab):
    """All attachments and issued papers, of the customer and of its documents."""

    template_name = "customers/customer/documents.html"
    title = _("Documents")

    def content(self, customer):
        documents = documents_of(customer, self.request.user)
        return {
            "papers": Pages(papers_of(documents, self.request.user), PAGE_ROWS).get_page(
                self.request.GET.get("papers")
            ),
            "files": Pages(files_of(documents), PAGE_ROWS).get_page(self.request.GET.get("page")),
        }


class CustomerTimeline(CustomerTab):
    """Everything that was done with this customer, newest first."""

    template_name = "customers/customer/timeline.html"
    title = _("Course")

    def content(self, customer):
        rows = acts_of(documents_of(customer, self.request.user))
        page = Pages(rows, PAGE_ROWS).get_page(self.request.GET.get("page"))
        return {"page": page, "timeline": [self._readable(entry) for entry in page.object_list]}

    def _readable(self, entry):
        """Without the changes this person may not see (SEC-03)."""
        model = entry.content_type.model_class()
        entry.changes = {
            name: pair for name, pair in entry.changes.items() if not is_hidden(self.request.user, model, name)
        }
        return entry


class CustomerPdf(View):
    """F-01, the customer file as it is today."""

    def get(self, request, pk):
        if not may_at_all(request.user, "customer", "R") or not can_read_whole_file(request.user):
            raise PermissionDenied
        customer = get_object_or_404(CustomerDetail.queryset(request.user), pk=pk)
        return pdf_response(customer_pdf(customer, request.user), f"{customer.number}.pdf")
