"""Saved analyses: kept, shared, opened, thrown away, and what became of the sendings."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from performance.analysis.permissions import reads_analysis
from performance.saved_analysis.forms import SavedAnalysisForm
from performance.saved_analysis.keeping import delete_saved, note_use, save_analysis, update_saved
from performance.saved_analysis.models import AnalysisSending, SavedAnalysis
from performance.saved_analysis.permissions import can_keep
from performance.saved_analysis.reading import ANALYSIS, address_of, name_of
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.forms import CreatePage, EditPage

SENDINGS = 20


@require_GET
def saved_analyses(request):
    """His own and those shared with him, and the last sendings."""
    user = request.user
    require(reads_analysis(user))
    rows = SavedAnalysis.objects.filter(Q(owner=user) | Q(receivers=user)).distinct()
    rows = rows.select_related("owner").prefetch_related("receivers")
    context = {
        "title": pgettext("saved analysis", "Saved analyses"),
        "rows": [(saved, name_of(saved), list(saved.receivers.all()), can_keep(user, saved)) for saved in rows],
        "sendings": AnalysisSending.objects.visible_to(user).select_related("saved", "receiver")[:SENDINGS],
        "crumbs": [Crumb(pgettext("saved analysis", "Saved analyses"))],
    }
    return render(request, "performance/saved_analysis/list.html", context)


@require_GET
def open_saved(request, pk):
    saved = get_object_or_404(SavedAnalysis.objects.visible_to(request.user), pk=pk)
    note_use(saved)
    return redirect(address_of(saved))


@require_POST
def throw_away(request, pk):
    saved = get_object_or_404(SavedAnalysis.objects.visible_to(request.user), pk=pk)
    delete_saved(pk, request.user)
    messages.success(request, _("“%(name)s” was taken off your list.") % {"name": saved.name})
    return redirect("saved-analysis-list")


class _Page:
    model = SavedAnalysis
    form_class = SavedAnalysisForm

    def get_success_url(self, document):
        return reverse("saved-analysis-list")

    def get_cancel_url(self, obj):
        return reverse("saved-analysis-list")

    def get_crumbs(self, obj):
        return [
            Crumb(pgettext("saved analysis", "Saved analyses"), reverse("saved-analysis-list")),
            Crumb(self.get_title()),
        ]


class SavedAnalysisCreate(_Page, CreatePage):
    title = pgettext_lazy("saved analysis", "Save the analysis")
    create = save_analysis

    def check_may(self, obj):
        require(reads_analysis(self.request.user))

    def get_initial(self):
        return {"view": ANALYSIS, **super().get_initial()}


class SavedAnalysisEdit(_Page, EditPage):
    title = pgettext_lazy("saved analysis", "Change the saved analysis")
    update = update_saved
    may_edit = can_keep

    def get_object(self):
        return get_object_or_404(SavedAnalysis.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_title(self):
        return pgettext("saved analysis", "Change the saved analysis")
