"""The pages of the approval engine: the four inbox boxes, and the acts on a step or a round."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, prefetch_related_objects
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from salesmgmt.core import meanwhile
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalRound, ApprovalStep
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.registry import document_kind, lookup
from salesmgmt.core.state import require
from salesmgmt.core.web import approval_forms as forms
from salesmgmt.core.web.counting import badges
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.lookups import answered
from salesmgmt.core.web.once import FIELD, new_token, once
from salesmgmt.core.web.paging import Pages

PAGE_ROWS = 20


# -- the inbox ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    name: str
    label: Any
    rows: Callable  # rows(user) -> queryset of steps, rounds or copies
    kind: str  # the path to the round's kind
    round_of: Callable
    empty: Any


BOXES = {
    box.name: box
    for box in (
        Box(
            "todo",
            gettext_lazy("To decide"),
            approvals.pending_for,
            "round__kind",
            lambda row: row.round,
            gettext_lazy("Nothing waits for your decision."),
        ),
        Box(
            "done",
            gettext_lazy("Decided"),
            approvals.decided_by,
            "round__kind",
            lambda row: row.round,
            gettext_lazy("What you decide appears here."),
        ),
        Box(
            "started",
            gettext_lazy("Started by me"),
            approvals.started_by,
            "kind",
            lambda row: row,
            gettext_lazy("What you submit appears here, with who has it now."),
        ),
        Box(
            "copies",
            gettext_lazy("Copied to me"),
            approvals.copies_for,
            "round__kind",
            lambda row: row.round,
            gettext_lazy("What others show you for information appears here."),
        ),
    )
}


def inbox(request):
    """待办 / 已办 / 我发起的 / 抄送我的, by kind, longest waiting first."""
    box = BOXES.get(request.GET.get("box", ""), BOXES["todo"])
    rows = box.rows(request.user)
    kinds = list(rows.order_by().values_list(box.kind).annotate(Count("pk"))) if box.name == "todo" else []
    wanted = request.GET.get("kind", "")
    page = Pages(rows.filter(**{box.kind: wanted}) if wanted else rows, PAGE_ROWS).get_page(request.GET.get("page"))
    chooses = box.name == "todo" and bool(wanted)
    if chooses:  # what a step asks is told by its document and the steps beside it
        prefetch_related_objects([box.round_of(row) for row in page.object_list], "document", "steps")
    context = {
        "box": box,
        "boxes": list(zip(BOXES.values(), badges(*(each.rows(request.user) for each in BOXES.values())), strict=True)),
        "page": page,
        "rows": cards(box, list(page.object_list), request.user),
        # Of one kind many are agreed to at once: their cards say what there is to compare.
        "chooses": chooses,
        "kinds": [(kind, document_kind(kind), number) for kind, number in kinds],
        "kind_wanted": wanted,
        "title": _("Approvals"),
        "crumbs": [Crumb(_("Approvals"))],
    }
    return render(request, "core/_inbox.html" if request.htmx else "core/inbox.html", context)


def asks_more(step):
    """Does agreeing to this step ask for more than a comment?"""
    approval = approvals.approval_of(step.round.document_model)
    return bool(approval and approval.decision_form and approval.decision_form(step))


def cards(box, rows, user):
    """What the cards show; the documents behind them come in one query a kind."""
    with_amounts = sees_prices(user)
    rounds = [box.round_of(row) for row in rows]
    if with_amounts:
        prefetch_related_objects(rounds, "document")
    facts = _facts(rounds, user) if with_amounts else {}
    return [{**_row(box, row, with_amounts), "facts": facts.get(box.round_of(row).pk, [])} for row in rows]


def _facts(rounds, user):
    """``{round pk: [(label, text)]}``: grade and points, discount and margin, overdue; each kind is asked once."""
    kinds = {}
    for round_ in rounds:
        if round_.document is not None:
            kinds.setdefault(type(round_.document), {})[round_.pk] = round_.document
    found = {}
    for model, documents in kinds.items():
        approval = approvals.approval_of(model)
        if approval and approval.card:
            cards = approval.card(list(documents.values()), user)
            found |= {pk: cards.get(document.pk, []) for pk, document in documents.items()}
    return found


def _row(box, row, with_amounts):
    round_ = box.round_of(row)
    model = round_.document_model
    approval = approvals.approval_of(model)
    return {
        "row": row,
        "round": round_,
        "kind": document_kind(round_.kind),
        "asks_more": partial(asks_more, row),
        "address": model(pk=round_.object_id).get_absolute_url(),
        "amount": approval.amount_of(round_.document) if with_amounts and approval and round_.document else None,
        "waiting": [step for step in round_.live_steps() if step.status == ApprovalStep.Status.PENDING]
        if box.name == "started"
        else [],
    }


# -- acts --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """A button of the approval panel. ``run(pk, user, cleaned data, extra data)`` calls the engine."""

    name: str
    label: Any
    run: Callable
    form: type | None = None
    icon: str = ""
    style: str = "primary"
    done: Any = ""
    # Does the step's own form (Approval.decision_form) belong to this act?
    asks_step_form: bool = False
    # Is it for a step that waits, and for no other?
    of_pending: bool = False


STEP_ACTS = {
    act.name: act
    for act in (
        Act(
            "approve",
            gettext_lazy("Agree"),
            lambda pk, user, data, extra: approvals.approve(pk, user, data["comment"], extra),
            forms.AgreeForm,
            "check",
            "success",
            gettext_lazy("You agreed."),
            asks_step_form=True,
            of_pending=True,
        ),
        Act(
            "reject",
            gettext_lazy("Reject"),
            lambda pk, user, data, extra: approvals.reject(pk, user, data["comment"]),
            forms.RefuseForm,
            "x",
            "danger",
            gettext_lazy("You rejected."),
            of_pending=True,
        ),
        Act(
            "send-back",
            gettext_lazy("Send back"),
            lambda pk, user, data, extra: approvals.send_back(pk, user, data["comment"], data["to_order"]),
            forms.SendBackForm,
            "arrow-back-up",
            "warning",
            gettext_lazy("You sent it back."),
            of_pending=True,
        ),
        Act(
            "transfer",
            gettext_lazy("Transfer"),
            lambda pk, user, data, extra: approvals.transfer(pk, user, data["to_user"], data["comment"]),
            forms.TransferForm,
            "arrows-exchange",
            done=gettext_lazy("Transferred."),
            of_pending=True,
        ),
        Act(
            "add-signer",
            gettext_lazy("Add a signer"),
            lambda pk, user, data, extra: approvals.add_signer(pk, user, **data),
            forms.AddSignerForm,
            "user-plus",
            done=gettext_lazy("The signer was asked."),
            of_pending=True,
        ),
        Act(
            "take-back",
            gettext_lazy("Take back my decision"),
            lambda pk, user, data, extra: approvals.take_back(pk, user, data["comment"]),
            forms.AgreeForm,
            "arrow-back",
            done=gettext_lazy("Your decision was taken back."),
        ),
        Act(
            "remind",
            gettext_lazy("Remind"),
            lambda pk, user, data, extra: approvals.remind(pk, user),
            icon="bell-ringing",
            done=gettext_lazy("A reminder was sent."),
        ),
    )
}


def _withdraw(pk, user, data, extra):
    return approvals.withdraw(ApprovalRound.objects.get(pk=pk).document, user, data["comment"])


ROUND_ACTS = {
    act.name: act
    for act in (
        Act(
            "withdraw",
            gettext_lazy("Withdraw"),
            _withdraw,
            forms.AgreeForm,
            "arrow-back-up",
            "warning",
            gettext_lazy("Withdrawn: you can edit it again."),
        ),
        Act(
            "copy",
            gettext_lazy("Copy to"),
            lambda pk, user, data, extra: approvals.copy_to(pk, user, data["people"]),
            forms.CopyForm,
            "send",
            done=gettext_lazy("Copied."),
        ),
        Act(
            "comment",
            gettext_lazy("Comment"),
            lambda pk, user, data, extra: approvals.comment(pk, user, data["text"]),
            forms.CommentForm,
            "message",
            done=gettext_lazy("Your comment was added."),
        ),
    )
}


class ApprovalAct(View):
    """GET shows the form of an act in the dialog, POST runs it. Who cannot see the document gets 404."""

    http_method_names = ["get", "post", "head", "options"]
    model = ApprovalStep
    acts = STEP_ACTS
    url_name = "step-do"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.act = self.acts.get(kwargs["name"])

    def _target(self, pk):
        if self.act is None:
            raise Http404
        target = get_object_or_404(self.model, pk=pk)
        round_ = self._round(target)
        model = round_.document_model
        document = get_object_or_404(model.objects.visible_to(self.request.user), pk=round_.object_id)
        return target, document

    def _round(self, target):
        return target.round

    def _forms(self, target, document, data=None, files=None):
        """The act's own form and, for an agreement, what the step asks beside the comment."""
        if self.act.form is None:
            return None, None
        about = getattr(self.act.form, "ABOUT", "")
        kwargs = {about: target} if about else {}
        form = self.act.form(data, files, user=self.request.user, **kwargs)
        approval = approvals.approval_of(document)
        asked = approval.decision_form(target) if self.act.asks_step_form and approval.decision_form else None
        return form, asked(data, files, **_user_kwarg(asked, self.request.user)) if asked else None

    def get(self, request, pk, name):
        target, document = self._target(pk)
        self._refuse_decided(target)
        return self._show(target, document, *self._forms(target, document))

    def post(self, request, pk, name):
        target, document = self._target(pk)
        form, extra = self._forms(target, document, request.POST, request.FILES)
        if not all([form is None or form.is_valid(), extra is None or extra.is_valid()]):
            self._refuse_decided(target)
            return self._show(target, document, form, extra, status=422)
        data = form.cleaned_data if form is not None else {}
        asked = extra.cleaned_data if extra is not None else None
        try:
            address = once(request.POST, request.user, lambda: self._run(target, document, data, asked))
        except BusinessError as refusal:
            refusal = meanwhile.name_the_first(refusal, document, as_pk(request.POST.get(meanwhile.MARK)))
            return self._show(target, document, form, extra, status=refusal.status, refusal=refusal)
        return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)

    def _refuse_decided(self, target):
        """Who decided instead, for a form that could not be sent anyway. The engine decides again under its lock."""
        if self.act.of_pending:
            approvals.require_pending(target.round, target)

    def _run(self, target, document, data, asked):
        self.act.run(target.pk, self.request.user, data, asked)
        messages.success(self.request, self.act.done)
        asked_from = self.request.POST.get("next")
        return reverse(asked_from) if asked_from in ("inbox", "home") else document.get_absolute_url()

    def _show(self, target, document, form, extra, status=200, **more):
        context = {
            "act": self.act,
            "target": target,
            "round": self._round(target),
            "object": document,
            "form": form,
            "extra": extra,
            "address": reverse(self.url_name, args=[target.pk, self.act.name]),
            "title": self.act.label,
            "form_token": self.request.POST.get(FIELD) or new_token(),
            "known": self.request.POST.get(meanwhile.MARK) or meanwhile.mark_of(document),
            "next": self.request.POST.get("next") or self.request.GET.get("next", ""),
            "crumbs": [
                Crumb(_("Approvals"), reverse("inbox")),
                Crumb(str(document), document.get_absolute_url()),
                Crumb(self.act.label),
            ],
            **more,
        }
        template = "core/_approval_act.html" if self.request.htmx else "core/approval_act.html"
        return render(self.request, template, context, status=status)


# Whom the look-up of an act offers: {act: people(step, user)}.
PEOPLE_OF_ACTS = {
    "transfer": lambda step, user: approvals.may_be_asked(step, step.role, user),
    "add-signer": lambda step, user: approvals.may_be_asked(step, user=user),
}


def people_to_ask(request, pk, name):
    """Those who may be asked instead of or beside who decides a step, for the look-up of the act's form."""
    step = get_object_or_404(ApprovalStep.objects.select_related("round"), pk=pk)
    document = get_object_or_404(step.round.document_model.objects.visible_to(request.user), pk=step.round.object_id)
    people = PEOPLE_OF_ACTS.get(name)
    if people is None:
        raise Http404
    require(approvals.can_decide(request.user, step, document))
    return answered(request, lookup("person"), people(step, request.user))


class RoundAct(ApprovalAct):
    model = ApprovalRound
    acts = ROUND_ACTS
    url_name = "round-do"

    def _round(self, target):
        return target


def _user_kwarg(form_class, user):
    """Forms on BaseForm know their user; a plain form of an app does not."""
    return {"user": user} if hasattr(form_class, "groups") else {}
