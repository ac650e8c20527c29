"""Acts on the selected rows of a list."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRedirect

from salesmgmt.core import meanwhile
from salesmgmt.core.collisions import twice
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web import print_together
from salesmgmt.core.web.errors import gives_reason
from salesmgmt.core.web.once import FIELD, new_token, once, remembering_refusals

# So many rows at once, the largest page of a list.
MOST_ROWS = 200


def _refused(document):
    """No permission, or somebody was quicker: who brought the row to where it stands."""
    return meanwhile.with_words(_("You may not do this."), document)


def _gone_in_words(number):
    """Rows that were chosen and are not in the list any more: somebody was quicker, or the page was an old one."""
    text = ngettext(
        "%(n)d selected row is no longer in this list; somebody may have dealt with it meanwhile.",
        "%(n)d selected rows are no longer in this list; somebody may have dealt with them meanwhile.",
        number,
    )
    return text % {"n": number}


@dataclass(frozen=True)
class BulkAction:
    """Done to every selected row, each by itself: ``run(pk, user)`` is a domain function.

    With ``form`` (a BaseForm class) its fields are asked once, in a dialog: ``run(pk, user, **form.cleaned_data)``.
    ``together``: one act on all of them, ``run(pks, user)``, done for all or for none; ``goto`` leads to what it made.
    """

    name: str
    label: Any
    can: Callable  # can(user) -> bool
    run: Callable
    icon: str = ""
    confirm: Any = ""
    form: type | None = None
    together: bool = False
    told: int = 5  # so many refusals are named with their reasons, the others counted
    goto: Callable | None = None  # goto(result) -> address, of an act on all of them together

    @property
    def has_form(self):
        """For templates, which would call the form class itself."""
        return self.form is not None


class BulkPage:
    """The part of a ListPage that runs its ``bulk_actions``: the button posts the selected rows; an action with a form
    shows it in a dialog, which posts them again with what was typed."""

    bulk_actions = ()
    detail_page = None  # of the rows; document_urls says it
    made_at = ""  # where what an act made is seen

    def post(self, request, *args, **kwargs):
        if request.POST.get("bulk") == print_together.NAME and print_together.may_print(self):
            require(self.may_open(request.user))
            return print_together.print_together(self, request, self._chosen())
        action = next((each for each in self.get_bulk_actions() if each.name == request.POST.get("bulk")), None)
        if action is None:
            raise Http404
        require(action.can(request.user))
        chosen = self._chosen()
        pks = self._selected(chosen)
        gone = len(set(chosen)) - len(pks)
        # A second post of the same form leads to the first, though its rows may have left the list by then.
        form = self._bulk_form(action) if pks or FIELD in request.POST else None
        if form is not None and not form.is_valid():
            return self._show_bulk_form(action, form, pks)
        if form is not None:
            address = once(request.POST, request.user, lambda: self._run_and_tell(action, pks, form.cleaned_data, gone))
        else:
            address = self._run_and_tell(action, pks, {}, gone)
        return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)

    def get_bulk_actions(self):
        return self.bulk_actions

    def _chosen(self):
        """The keys of the rows with a tick; of "all of the list" the first ones as its filters and its order give them."""
        if "all" in self.request.POST:
            query = self._shown_query()
            rows = self._table(self._found(query), self.request.user, query, any_order=False).data.data
            return list(rows.values_list("pk", flat=True)[:MOST_ROWS])
        return [pk for pk in map(as_pk, self.request.POST.getlist("pk")) if pk is not None][:MOST_ROWS]

    def _shown_query(self):
        """The parameters by which the rows in sight were found: an address without any shows what the list opens with."""
        return self.request.GET or QueryDict(self.opening())

    def _found(self, query):
        rows = self.get_base_queryset()
        filterset = self.filterset(self.request.user, query, rows)
        return filterset.qs if filterset else rows

    def _selected(self, chosen):
        return sorted(self.get_base_queryset().filter(pk__in=chosen).values_list("pk", flat=True))

    def _bulk_form(self, action):
        if action.form is None:
            return None
        # The form_token comes with the dialog only: the first post, from the list, brings an empty form.
        data = self.request.POST if FIELD in self.request.POST else None
        return action.form(data, user=self.request.user)

    def _show_bulk_form(self, action, form, pks):
        context = {
            "action": action,
            "form": form,
            "pks": pks,
            "address": self.request.get_full_path(),
            "title": action.label,
            "form_token": self.request.POST.get(FIELD) or new_token(),
            "crumbs": self.get_crumbs(),
        }
        template = "core/_bulk.html" if self.request.htmx else "core/bulk.html"
        return render(self.request, template, context, status=422 if form.is_bound else 200)

    def _run_and_tell(self, action, pks, values, gone=0):
        done, refused = self._run_bulk(action, pks, values)
        if gone:
            messages.warning(self.request, _gone_in_words(gone))
        elif not pks:
            messages.warning(self.request, _("Nothing was selected."))
        if done:
            messages.success(self.request, ngettext("%(n)d row done.", "%(n)d rows done.", done) % {"n": done})
        for text in refused[: action.told]:
            messages.error(self.request, text)
        if len(refused) > action.told:
            messages.error(self.request, _("… and %(n)d more were refused.") % {"n": len(refused) - action.told})
        return self.made_at or self.request.get_full_path()

    def _run_bulk(self, action, pks, values):
        if action.together:
            return self._run_together(action, pks, values)
        done, refused = 0, []
        for pk in pks:
            try:
                with remembering_refusals():
                    twice(partial(action.run, pk, self.request.user, **values))
                done += 1
            except (BusinessError, PermissionDenied) as refusal:
                name = self.model._base_manager.get(pk=pk)
                refused.append(f"{name}: {refusal if gives_reason(refusal) else _refused(name)}")
        return done, refused

    def _run_together(self, action, pks, values):
        if not pks:
            return 0, []
        try:
            with remembering_refusals():
                result = twice(partial(action.run, pks, self.request.user, **values))
        except (BusinessError, PermissionDenied) as refusal:
            return 0, [str(refusal) or _("You may not do this.")]
        if action.goto:
            self.made_at = action.goto(result)
        return len(pks), []
