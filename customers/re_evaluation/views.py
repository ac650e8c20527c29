"""The quarterly round of re-evaluations as one worklist (RAT-06)."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.customer.models import Customer
from customers.re_evaluation.filters import RoundFilters
from customers.re_evaluation.permissions import evaluates
from customers.re_evaluation.quarter import (
    DONE,
    copy_last_answers,
    is_over,
    progress_of,
    quarter_from,
    round_of,
    submit_round,
)
from customers.re_evaluation.tables import RoundTable
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset


class EvaluationRound(ListPage):
    model = Customer
    key = "evaluation-round"
    matrix_key = "evaluation"
    title = gettext_lazy("Quarterly re-evaluation")
    help_text = gettext_lazy("Every customer in cooperation is checked once a quarter; a first evaluation counts too.")
    icon = "clipboard-list"
    template_name = "customers/re_evaluation/round.html"
    table_class, filterset_class = RoundTable, RoundFilters
    page_size = 100
    bulk_actions = (
        BulkAction("copy", gettext_lazy("Copy the last answers"), evaluates, copy_last_answers, icon="copy"),
        BulkAction(
            "submit",
            gettext_lazy("Submit"),
            evaluates,
            submit_round,
            icon="send",
            confirm=gettext_lazy("Submit the chosen reports to the department head?"),
        ),
    )
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Mine"), "owner=me", evaluates),
        Preset(gettext_lazy("Not begun"), "state=not_begun"),
        Preset(gettext_lazy("Drafts"), "state=draft"),
        Preset(gettext_lazy("In approval"), "state=in_approval"),
        Preset(gettext_lazy("Done"), "state=done"),
        Preset(gettext_lazy("Overdue"), "state=overdue"),
    )
    empty_title = gettext_lazy("No customers here")
    empty_text = gettext_lazy("The round holds the customers in cooperation; choose another state or quarter.")

    @classmethod
    def may_export(cls, user):
        return super().may_open(user) and may_at_all(user, "customer", "E")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("owner__unit")

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        queryset = cls.base_queryset(user) if queryset is None else queryset
        return cls.filterset_class(querydict, round_of(queryset, quarter_from(querydict.get("quarter"))), user=user)

    @property
    def quarter(self):
        return quarter_from(self.request.GET.get("quarter"))

    def get_title(self):
        return _("Re-evaluation of %(quarter)s") % {"quarter": self.quarter}

    def get_crumbs(self):
        return [Crumb(self.title)]

    def _presets(self):
        """Ready-made filters keep the quarter that is open."""
        here = self.request.GET.get("quarter", "")
        found = []
        for label, query, _is_here in super()._presets():
            query = QueryDict(query, mutable=True)
            if here:
                query["quarter"] = str(self.quarter)
            found.append((label, query.urlencode(), query == QueryDict(self._filters_only())))
        return found

    def get_context_data(self, **extra):
        rows = round_of(self.get_base_queryset(), self.quarter)
        everything, teams = progress_of(rows)
        return super().get_context_data(
            progress=everything,
            teams=teams,
            quarter=self.quarter,
            is_over=is_over(self.quarter),
            done_state=DONE,
            **extra,
        )
