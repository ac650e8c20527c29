"""The whole file of a customer: its documents, its course, and the paper F-01."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.customer.permissions import can_read_whole_file
from customers.customer.views import CustomerDetail
from customers.customer_file.documents import acts_of, documents_of, files_of, papers_of
from customers.customer_file.papers import customer_pdf
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.paging import Pages
from salesmgmt.core.web.secrets import is_hidden

PAGE_ROWS = 50


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

    template_name = "customers/customer_file/documents.html"
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

    template_name = "customers/customer_file/timeline.html"
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
        require(may_at_all(request.user, "customer", "R") and can_read_whole_file(request.user))
        customer = get_object_or_404(CustomerDetail.queryset(request.user), pk=pk)
        return pdf_response(customer_pdf(customer, request.user), f"{customer.number}.pdf")
