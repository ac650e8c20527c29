"""Pages of sample and service part requests."""

from django.utils.translation import gettext_lazy as _

from customers.sample import permissions as allowed
from customers.sample import request as samples
from customers.sample.filters import SampleFilters
from customers.sample.forms import SampleForm, SampleResultForm
from customers.sample.models import SampleRequest
from customers.sample.permissions import can_revise_sample
from customers.sample.request import can_submit_now, why_not_submit
from customers.sample.tables import SampleTable
from salesmgmt.core import registry
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset


class SampleList(ListPage):
    model = SampleRequest
    table_class = SampleTable
    filterset_class = SampleFilters
    create_url = "sample-request-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Drafts"), f"status={SampleRequest.Status.DRAFT}&status={SampleRequest.Status.REJECTED}"),
        Preset(_("In approval"), f"status={SampleRequest.Status.SUBMITTED}"),
        Preset(_("Approved"), f"status={SampleRequest.Status.APPROVED}"),
        Preset(_("Service parts"), "kind=service_part"),
        Preset(_("Mine"), "customer__owner=me"),
    )
    icon = "test-pipe"
    empty_title = _("No requests yet")
    empty_text = _("Ask for a sample or a service part that a customer needs; the plan is made when it is approved.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "product_category")


class SampleDetail(DetailPage):
    model = SampleRequest
    related = ("customer__owner", "contact", "product_category", "approved_by", "created_by")
    actions = (
        Action(
            "submit",
            _("Submit"),
            can_submit_now,
            samples.submit_sample,
            to=SampleRequest.Status.SUBMITTED,
            style="primary",
            icon="send",
            why_not=why_not_submit,
        ),
        Action(
            "revise",
            _("Revise"),
            can_revise_sample,
            samples.revise_sample,
            to=SampleRequest.Status.DRAFT,
            style="primary",
            icon="pencil",
        ),
        Action(
            "close",
            _("Customer's opinion"),
            allowed.can_close_sample,
            samples.close_sample,
            form=SampleResultForm,
            to=SampleRequest.Status.CLOSED,
            style="success",
            icon="circle-check",
        ),
        Action(
            "cancel",
            _("Cancel the request"),
            allowed.can_submit_sample,
            samples.cancel_sample,
            form=ReasonForm,
            to=SampleRequest.Status.CANCELLED,
            style="",
            icon="circle-x",
        ),
    )

    def title(self, obj):
        return obj.customer.name

    def subtitle(self, obj):
        return f"{obj.get_kind_display()} · {obj.number}"

    def can_edit(self, user, obj):
        return allowed.can_edit_sample(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Contact"), obj.contact),
            (_("Product"), obj.product_label),
            (_("Product state"), obj.product_state),
            (_("Quantity"), quantity(obj.quantity)),
            (_("Needed on"), obj.needed_on),
            (_("Delivery place"), obj.delivery_place),
            (_("Approved by"), obj.approved_by),
            *self._plan(obj),
            Fact(_("Purpose"), obj.purpose, wide=True),
            *([Fact(_("What the customer said of it"), obj.result, wide=True)] if obj.result else []),
        ]

    def _plan(self, obj):
        """The plan release form, linked for those who may open it; the number for the others."""
        plan = registry.fact("sample_request", "plan", obj, default=None)
        if plan is None:
            return []
        seen = type(plan).objects.visible_to(self.request.user).filter(pk=plan.pk).exists()
        return [(_("Order"), obj.order_number), (_("Plan release form"), plan if seen else plan.number)]


class SampleCreate(CreatePage):
    model = SampleRequest
    form_class = SampleForm
    create = samples.request_sample


class SampleEdit(EditPage):
    model = SampleRequest
    form_class = SampleForm
    update = samples.update_sample
    may_edit = allowed.can_edit_sample
