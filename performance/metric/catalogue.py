"""The metrics: every figure of performance that has a name is counted here, whatever page, paper or file shows it.

``METRICS[code].values(people, period)`` gives ``{pk: Figure}`` of many people in a constant number of queries,
``.value(person, period)`` of one, ``.together(people, period)`` of several as one, ``.of_unit(unit, period)`` of a unit with
those below it and ``.of_company(period)`` of all. A Figure has ``value`` (a Decimal; a rate as a share, 0.15; None for n/a),
``numerator``, ``denominator`` and ``rows``, the address of the list behind it; ``.text(value)`` says it as every page does.
Periods: ``period_of("quarter", day)``, with ``.preceding`` and ``.year_before`` (performance.metric.period).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.complaint.models import Complaint
from customers.complaint_summary.points import due_between, within
from customers.customer.maturity import first_supplied_in
from performance.metric import sales, service
from performance.metric.by_person import orders_between
from performance.metric.figure import Behind, Metric, Row
from performance.metric.rules import amount, growth_rate, share
from performance.metric.sales_rows import invoices_of, lines_of
from performance.metric.states import MetricUnit
from salesmgmt.core.calendar import day_of

if TYPE_CHECKING:
    from typing import Any

PERSON_OF_THE_DAY = _("Each row counts for whoever was in charge of the customer on its day.")
BILLED = _(
    "Posted invoices by their date, without tax, less credit notes for returns and allowances. Samples, drafts and what the"
    " old books billed are out."
)

INVOICES = Behind(
    lambda period: invoices_of(period).select_related("customer"),
    lambda row: Row(row.date, row.number, row.get_absolute_url(), row.customer, row.net),
)
EXTERNAL = Behind(
    lambda period: invoices_of(period).filter(sales.external(period)).select_related("customer"), INVOICES.show
)
LINES = Behind(
    lambda period: lines_of(period).select_related("invoice__customer"),
    lambda row: Row(
        row.invoice.date,
        f"{row.invoice.number} · {row.name}",
        row.invoice.get_absolute_url(),
        row.invoice.customer,
        row.profit,
    ),
    "invoice__customer",
    "invoice__date",
)
NEW = Behind(
    lambda period: (
        invoices_of(period).filter(first_supplied_in(period.last.year, "customer__")).select_related("customer")
    ),
    INVOICES.show,
)
PAYMENTS = Behind(
    lambda period: service.entries_of(period).select_related("account__customer"),
    lambda row: Row(row.date, row.reference, row.document_url, row.account.customer, -row.amount),
    "account__customer",
)
CUSTOMERS = Behind(
    lambda period: service.customers_won(period),
    lambda row: Row(row.first_delivery_date, row.number, row.get_absolute_url(), row),
    "pk",
    "first_delivery_date",
)
ANSWERS = Behind(
    lambda period: service.answers_of(period).select_related("invitation__customer", "question"),
    lambda row: Row(
        row.day, f"{row.question}: {row.score}", row.invitation.get_absolute_url(), row.invitation.customer
    ),
    "invitation__customer",
    "day",
)
HANDLED = Behind(
    lambda period: due_between(period.first, period.last).select_related("customer"),
    lambda row: Row(
        day_of(row.deadline_at), f"{row.number} · {row.get_sla_state_display()}", row.get_absolute_url(), row.customer
    ),
    person="rep",
)
ACCEPTED = Behind(
    lambda period: service.accepted_of(period).select_related("order__customer", "product"),
    lambda row: Row(
        row.accepted_date,
        f"{row.order.number} · {row.product} · {row.promised_date}",
        row.order.get_absolute_url(),
        row.order.customer,
    ),
    "order__customer",
    "accepted_date",
)


def _confirmed(severity: str) -> Behind:
    def rows(period: Any) -> Any:
        start, end = within(period.first, period.last)
        found = Complaint.objects.confirmed().filter(confirmed_at__gte=start, confirmed_at__lt=end, severity=severity)
        return found.select_related("customer")

    return Behind(
        rows,
        lambda row: Row(day_of(row.confirmed_at), row.number, row.get_absolute_url(), row.customer),
        person="rep",
    )


_ALL = (
    Metric(
        "sales",
        pgettext_lazy("metric", "Sales amount"),
        MetricUnit.MONEY,
        BILLED,
        sales.sales,
        amount,
        INVOICES,
    ),
    Metric(
        "profit",
        pgettext_lazy("metric", "Profit"),
        MetricUnit.MONEY,
        _(
            "Sales less the cost of the products that held on the day of the invoice; lines without a cost leave nothing."
        ),
        sales.profit,
        amount,
        LINES,
        is_cost=True,
    ),
    Metric(
        "growth",
        pgettext_lazy("metric", "Sales growth on the period before"),
        MetricUnit.PERCENT,
        _("Sales less those of the period before, by those of the period before; n/a where nothing was sold then."),
        sales.growth,
        growth_rate,
        INVOICES,
    ),
    Metric(
        "growth_on_year",
        pgettext_lazy("metric", "Sales growth on the year before"),
        MetricUnit.PERCENT,
        _("Sales less those of the same period a year before, by those; n/a where nothing was sold then."),
        sales.growth_on_year,
        growth_rate,
        INVOICES,
    ),
    Metric(
        "margin",
        pgettext_lazy("metric", "Profit margin"),
        MetricUnit.PERCENT,
        _("Profit by sales, both as they are counted here."),
        sales.margin,
        share,
        LINES,
        is_cost=True,
    ),
    Metric(
        "market_share",
        pgettext_lazy("metric", "Market share"),
        MetricUnit.PERCENT,
        _("Sales by the market volume entered by hand for the person's unit or the nearest one above it."),
        sales.market_share,
        share,
        INVOICES,
        of_market=sales.market_of,
    ),
    Metric(
        "external_sales",
        pgettext_lazy("metric", "External sales"),
        MetricUnit.MONEY,
        _("Sales to customers outside the own group, or exports billed without tax, as the company has set it."),
        sales.external_sales,
        amount,
        EXTERNAL,
    ),
    Metric(
        "collections",
        pgettext_lazy("metric", "Collections"),
        MetricUnit.MONEY,
        _("Payments confirmed by finance by the day they were received, with tax, less reversals on their day."),
        service.collections,
        amount,
        PAYMENTS,
    ),
    Metric(
        "collection_rate",
        pgettext_lazy("metric", "Collection rate"),
        MetricUnit.PERCENT,
        _("Collections by the invoices that fell due in the period; n/a where none did."),
        service.collection_rate,
        share,
        PAYMENTS,
    ),
    Metric(
        "new_customers",
        pgettext_lazy("metric", "New customers"),
        MetricUnit.COUNT,
        _("Customers whose first signed delivery lies in the period."),
        service.new_customers,
        amount,
        CUSTOMERS,
    ),
    Metric(
        "new_customer_share",
        pgettext_lazy("metric", "Share of sales to new customers"),
        MetricUnit.PERCENT,
        _("Sales to customers first supplied in the same calendar year, by all sales."),
        sales.new_customer_share,
        share,
        NEW,
    ),
    Metric(
        "satisfaction",
        pgettext_lazy("metric", "Customer satisfaction"),
        MetricUnit.PERCENT,
        _("Scores of the surveys answered in the period, by the best that could be given: 4.2 of 5 is 84.0 %."),
        service.satisfaction,
        share,
        ANSWERS,
    ),
    Metric(
        "complaints_on_time",
        pgettext_lazy("metric", "Complaints handled in time"),
        MetricUnit.PERCENT,
        _("Complaints handled in time by all whose deadline lay in the period, for the rep at their registration."),
        service.complaints_on_time,
        share,
        HANDLED,
    ),
    Metric(
        "complaints_general",
        pgettext_lazy("metric", "General complaints"),
        MetricUnit.COUNT,
        _("General complaints confirmed by the customer in the period, for the rep at their registration."),
        service.complaints("general"),
        amount,
        _confirmed(Complaint.Severity.GENERAL),
        higher_is_better=False,
    ),
    Metric(
        "complaints_serious",
        pgettext_lazy("metric", "Serious complaints"),
        MetricUnit.COUNT,
        _("Serious complaints confirmed by the customer in the period, for the rep at their registration."),
        service.complaints("serious"),
        amount,
        _confirmed(Complaint.Severity.SERIOUS),
        higher_is_better=False,
    ),
    Metric(
        "on_time_delivery",
        pgettext_lazy("metric", "On-time delivery rate"),
        MetricUnit.PERCENT,
        _(
            "Order lines accepted by the promised day, by all lines accepted in full in the period; cancelled orders are out."
        ),
        service.on_time,
        share,
        ACCEPTED,
    ),
    Metric(
        "order_accuracy",
        pgettext_lazy("metric", "Order accuracy rate"),
        MetricUnit.PERCENT,
        _(
            "Order lines without an error of ours, by all lines accepted in full in the period; cancelled orders are out."
        ),
        service.accuracy,
        share,
        ACCEPTED,
    ),
)
METRICS: dict[str, Metric] = {metric.code: metric for metric in _ALL}
# Of the team page: no indicator of an assessment, but with its rows behind it.
ORDERED = Metric(
    "ordered",
    pgettext_lazy("metric", "Ordered"),
    MetricUnit.MONEY,
    _("Orders by their date, with tax; neither drafts nor what waits for confirmation nor what was cancelled."),
    service.ordered,
    amount,
    Behind(
        lambda period: orders_between(period.first, period.last).select_related("customer"),
        lambda row: Row(row.order_date, row.number, row.get_absolute_url(), row.customer, row.amount),
        day="order_date",
    ),
)
WITH_ROWS = {**METRICS, ORDERED.code: ORDERED}
CHOICES = [(metric.code, metric.name) for metric in _ALL]
