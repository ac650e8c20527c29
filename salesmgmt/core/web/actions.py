"""The address behind the buttons of a detail page."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from salesmgmt.core import meanwhile
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models.document import Document
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.refusal import reason_of
from salesmgmt.core.round_lock import is_watched, open_round_of, why_locked
from salesmgmt.core.state import lock
from salesmgmt.core.states import DRAFT
from salesmgmt.core.web import conflict
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.errors import gives_reason
from salesmgmt.core.web.once import FIELD, new_token, once


def what_happened(action, before, result):
    """What a person reads after he pressed a button: what is true now, never that something he just began is finished."""
    if isinstance(result, Document) and (type(result), result.pk) != (type(before), before.pk):
        if result.status == DRAFT and is_watched(result):  # an invoice is drafted, too, but nobody submits it
            return _("“%(document)s” is open as a draft. Fill it in, then submit it.") % {"document": result}
        return _("“%(document)s” was opened.") % {"document": result}
    if isinstance(before, Document):
        now = type(before)._base_manager.filter(pk=before.pk).values_list("status", flat=True).first()
        if now and now != before.status:
            label = dict(before._meta.get_field("status").flatchoices).get(now, now)
            return _("“%(document)s” is now “%(status)s”.") % {"document": before, "status": label}
    return _("Saved: %(action)s.") % {"action": action.label}


class ActionView(View):
    """``/quotes/7/do/send/``: GET shows the action's form (in a dialog through htmx), POST runs it.

    ``?next=/quotes/board/`` leads back to where the button stood, unless the action itself says where to go on; what
    else the address names is filled into the fields of that name.
    """

    http_method_names = ["get", "post", "head", "options"]
    page = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.action = next((each for each in self.page.all_actions() if each.name == kwargs["name"]), None)

    def _object(self, pk):
        if self.action is None:
            raise Http404
        obj = get_object_or_404(self.page.queryset(self.request.user), pk=pk)
        self.action = self.action.on(self.request.user, obj)
        return obj

    def get(self, request, pk, name):
        obj = self._object(pk)
        self._refuse_closed(obj)
        form = self.action.build_form(request.user, obj)
        if form is not None:
            known = {name for name, field in form.fields.items() if not hasattr(field, "queryset")}
            form.initial |= {name: value for name, value in request.GET.items() if name in known}
        return self._show(obj, form)

    def _refuse_closed(self, obj):
        """The reason, for a form that could not be sent anyway. The domain function decides again under the lock."""
        if self.action.to and not obj.can_become(self.action.to):
            why = self.action.why_not(self.request.user, obj) if self.action.why_not else ""
            now = _("This is not possible while the document is “%(status)s”.") % {"status": obj.get_status_display()}
            raise (why and self._too_late(obj, why)) or BusinessError(why or meanwhile.with_words(now, obj))
        answer = self.action.can(self.request.user, obj)
        if not answer:
            why = self.action.why_not(self.request.user, obj) if self.action.why_not else ""
            raise self._too_late(obj) or self._denied(obj, PermissionDenied(why or reason_of(answer)))
        self._refuse_in_round(obj)

    def _refuse_in_round(self, obj):
        """The reason why the button is not there while the document is in approval; the domain refuses again."""
        round_ = open_round_of(obj)
        if not self.action.is_shown_in(round_):
            raise BusinessError(why_locked(obj, round_))

    def post(self, request, pk, name):
        obj = self._object(pk)
        form = self.action.build_form(request.user, obj, request.POST, request.FILES)
        if form is not None and not form.is_valid():
            self._refuse_closed(obj)
            return self._show(obj, form, status=422)
        try:
            address = once(request.POST, request.user, lambda: self._run(obj, form))
        except BusinessError as refusal:
            return self._show_refusal(obj, form, self._with_who(obj, refusal))
        except PermissionDenied as denied:
            refusal = self._too_late(obj, str(denied) if gives_reason(denied) else "") or self._denied(obj, denied)
            if isinstance(refusal, PermissionDenied):
                raise refusal from denied
            return self._show_refusal(obj, form, refusal)
        return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)

    def _with_who(self, obj, refusal):
        """What a rule refuses because somebody was first says who, and when: after what the dialog had shown, or, of a
        plain button, because the act was open to this person before the last changes of status."""
        known = as_pk(self.request.POST.get(meanwhile.MARK))
        if known is not None:
            return meanwhile.name_the_first(refusal, obj, known)
        late = self._too_late(obj, str(refusal))
        if late is not None:
            refusal.message = late.message
        return refusal

    def _too_late(self, obj, text=""):
        """What somebody else did before, where the button was open to this person until then; else None."""
        return meanwhile.came_too_late(lambda document: self.action.is_open(self.request.user, document), obj, text)

    def _denied(self, obj, denied):
        """The refusal; to whom the button was shown on the page he comes from, with who did what last: something has
        happened to the document since."""
        if self._came_from() != obj.get_absolute_url():
            return denied
        reason = str(denied) if gives_reason(denied) else _("This can no longer be done.")
        return BusinessError(f"{reason} {meanwhile.last_act_in_words(obj)}".strip())

    def _came_from(self):
        """The page the button stood on."""
        page = self.request.htmx.current_url if self.request.htmx else self.request.headers.get("Referer")
        return urlsplit(page or "").path

    def _run(self, obj, form):
        self._refuse_in_round(obj)
        self._refuse_if_changed(obj, form)
        result = self.action.run(obj.pk, self.request.user, **(form.cleaned_data if form is not None else {}))
        messages.success(self.request, self.action.success or what_happened(self.action, obj, result))
        return self.action.goto(result, obj) if self.action.goto else self._next() or obj.get_absolute_url()

    def _help(self, obj):
        text = self.action.help_text
        return text(self.request.user, obj) if callable(text) else text

    def _seen(self, obj):
        """What the form shows of the document as it stands; "" where it begins with nothing of it."""
        return conflict.seen_of(obj, self.action.initial(self.request.user, obj)) if self.action.initial else ""

    def _seen_now(self, obj, refusal):
        if isinstance(refusal, conflict.EditConflict):  # sent again after the warning it replaces what stands there
            return self._seen(self.page.queryset(self.request.user).get(pk=obj.pk))
        return self.request.POST.get(conflict.FIELD) or self._seen(obj)

    def _refuse_if_changed(self, obj, form):
        """What this form began with was written anew in another window: refuse, keep what was typed, say what stands there."""
        seen = self.request.POST.get(conflict.FIELD, "")
        if not seen or not self.action.initial:
            return
        current = lock(type(obj), obj.pk)
        if conflict.is_older(seen, self._seen(current)):
            values = self.action.initial(self.request.user, current)
            raise conflict.EditConflict(current, conflict.standing_words(form, values))

    def _next(self):
        address = self.request.GET.get("next", "")
        return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""

    def _show_refusal(self, obj, form, refusal):
        if form is not None:
            return self._show(obj, form, status=refusal.status, refusal=refusal)
        if self.request.htmx:
            return self._show(obj, None, status=refusal.status, refusal=refusal)
        obj = self.page.queryset(self.request.user).get(pk=obj.pk)
        return self.page(request=self.request).show(obj, status=refusal.status, refusal=refusal)

    def _show(self, obj, form, status=200, **extra):
        template = "core/_action.html" if self.request.htmx else "core/action.html"
        context = {
            "object": obj,
            "action": self.action,
            "help_text": self._help(obj),
            "form": form,
            "address": self.request.get_full_path(),
            "title": self.action.label,
            "form_token": self.request.POST.get(FIELD) or new_token(),
            "known": self.request.POST.get(meanwhile.MARK) or meanwhile.mark_of(obj),
            "seen": self._seen_now(obj, extra.get("refusal")),
            "crumbs": [Crumb(str(obj), obj.get_absolute_url()), Crumb(self.action.label)],
            **extra,
        }
        return render(self.request, template, context, status=status)
