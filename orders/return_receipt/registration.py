"""What the receipt of returned goods tells core: its buttons and cards on the page of a return."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.return_order.models import ReturnOrder
from orders.return_order.permissions import can_agree_outcome, is_blind
from orders.return_order.permit import permits_of
from orders.return_receipt import counting, crediting, disposition, replacing
from orders.return_receipt.disposition import undecided
from orders.return_receipt.effect import effect_of
from orders.return_receipt.forms import (
    CountForm,
    CreditReturnForm,
    DispositionForm,
    OutcomeForm,
    ReplacementForm,
    ResolveForm,
    ReworkForm,
    TakeBackForm,
)
from orders.return_receipt.models import ReturnCredit, ReturnDisposition, ReturnReceiptLine, ReturnReplacement
from orders.return_receipt.outcome import credited_quantity
from orders.return_receipt.permissions import (
    can_close_return,
    can_count_anew,
    can_count_return,
    can_credit_return,
    can_dispose,
    can_finish_return_rework,
    can_open_replacement,
    can_resolve_count,
)
from orders.return_receipt.replacing import gaps_of, lines_to_replace, open_to_agree
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, sees_prices
from salesmgmt.core.read_once import read_once
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.forms import ReasonForm

S = ReturnOrder.Status


def has_to_dispose(user, ret):
    return bool(can_dispose(user, ret) and undecided(ret))


def has_disposed(user, ret):
    return bool(can_dispose(user, ret) and [row for row in _dispositions(ret) if row.reworked_at is None])


def has_rework(user, ret):
    """Goods of the return are in rework, and this person says what became of them."""
    if ret.status not in ret.IN_STORE or not any(_is_in_rework(row) for row in _dispositions(ret)):
        return False
    return bool(can_finish_return_rework(user, ret))


def _is_in_rework(row):
    return row.kind == row.Kind.REWORK and row.reworked_at is None


def _dispositions(ret):
    """The decisions that stand, read once a page."""
    rows = ReturnDisposition.objects.filter(line__return_order=ret.pk, taken_back_at__isnull=True)
    return read_once(ret, "_dispositions", lambda: list(rows.select_related("line__product", "decided_by")))


def why_not_counted(user, ret):
    """The store looks for its button: what it waits for."""
    if ret.status != S.DISCREPANCY:
        return ""
    return _("The count differs from the list: the representative resolves it with the customer.")


def _gaps(ret):
    return read_once(ret, "_gaps", lambda: gaps_of(ret))


def why_not_closed(user, ret):
    return " ".join(_gaps(ret)) if ret.status in (S.CREDITED, S.REPLACING) else ""


def can_close(user, ret):
    return bool(can_close_return(user, ret)) and not _gaps(ret)


def has_to_agree(user, ret):
    """Some line is neither credited nor under way; one that is, is changed no more."""
    if not can_agree_outcome(user, ret):
        return False
    return bool(open_to_agree(ret)) if ret.status in ret.IN_STORE else bool(ret.quantity)


def has_to_open(user, ret):
    return bool(can_open_replacement(user, ret)) and any(credited_quantity(line) for line in _to_replace(ret))


def _to_replace(ret):
    return read_once(ret, "_to_replace", lambda: lines_to_replace(ret))


ACTIONS = (
    Action(
        "count",
        gettext_lazy("Enter the count"),
        can_count_return,
        counting.count_return,
        form=CountForm,
        to=S.RECEIVED,
        style="primary",
        icon="packages",
        why_not=why_not_counted,
        goto=lambda receipt, ret: ret.get_absolute_url(),
        help_text=gettext_lazy("Count every line as it lies there. The list is compared afterwards."),
        order=55,
    ),
    Action(
        "resolve-count",
        gettext_lazy("Difference resolved"),
        can_resolve_count,
        counting.resolve_count,
        form=ResolveForm,
        to=S.RECEIVED,
        style="primary",
        icon="scale",
        help_text=gettext_lazy("The store's count stands: this is what is credited."),
        order=55,
    ),
    Action(
        "count-anew",
        gettext_lazy("Count anew"),
        can_count_anew,
        counting.count_anew,
        form=ReasonForm,
        to=S.PERMITTED,
        style="success",
        icon="refresh",
        order=55,
    ),
    Action(
        "agree-outcome",
        gettext_lazy("What the customer gets"),
        has_to_agree,
        replacing.agree_outcome,
        form=OutcomeForm,
        icon="replace",
        help_text=gettext_lazy("Credit, replacement, or repair and return: as agreed with him, line by line."),
        order=54,
    ),
    Action(
        "open-replacement",
        gettext_lazy("Open the replacement"),
        has_to_open,
        replacing.open_replacement,
        form=ReplacementForm,
        style="primary",
        icon="replace",
        initial=lambda user, ret: {"delivery_place": ret.place or ret.customer.address},
        goto=lambda orders, ret: ret.get_absolute_url(),
        help_text=gettext_lazy("An order and the draft of its plan; goods that were or will be billed cost nothing."),
        order=57,
    ),
    Action(
        "dispose",
        gettext_lazy("Decide what becomes of the goods"),
        has_to_dispose,
        disposition.dispose,
        form=DispositionForm,
        style="primary",
        icon="arrows-split",
        goto=lambda row, ret: ret.get_absolute_url(),
        help_text=gettext_lazy("What goes back to the customer is not credited."),
        order=56,
    ),
    Action(
        "take-back-disposition",
        gettext_lazy("Take back a decision on the goods"),
        has_disposed,
        disposition.take_back_disposition,
        form=TakeBackForm,
        icon="arrow-back-up",
        order=71,
    ),
    Action(
        "finish-rework",
        gettext_lazy("Rework finished"),
        has_rework,
        disposition.finish_return_rework,
        form=ReworkForm,
        style="success",
        icon="tools",
        help_text=gettext_lazy("What is good again is free stock, the rest is scrap."),
        order=56,
    ),
    Action(
        "credit",
        gettext_lazy("Credit what was received"),
        can_credit_return,
        crediting.credit_return,
        form=CreditReturnForm,
        to=S.CREDITED,
        style="primary",
        icon="receipt-refund",
        help_text=gettext_lazy(
            "Red letters at the price billed are posted at once; what is not billed yet is billed no more."
        ),
        order=57,
    ),
    Action(
        "close",
        gettext_lazy("Close"),
        can_close,
        replacing.close_return,
        to=S.CLOSED,
        style="primary",
        icon="lock",
        why_not=why_not_closed,
        order=58,
    ),
)


def _receipts(ret, user):
    """The counts of the store, the void ones too; nothing while somebody counts anew."""
    if is_blind(user, ret) or not permits_of(ret):
        return None
    counts = Prefetch("lines", ReturnReceiptLine.objects.select_related("line__product"))
    found = list(ret.receipts.select_related("counted_by", "resolved_by").prefetch_related(counts))
    return {"receipts": found, "return": ret} if found else None


def _goods(ret, user):
    if ret.status not in ret.IN_STORE:
        return None
    rows, left = _dispositions(ret), undecided(ret)
    return {"rows": rows, "left": left} if rows or left else None


def _replacements(ret, user):
    """The orders in place of returned goods, and how far each has come."""
    if ret.status not in ret.IN_STORE:
        return None
    related = ("line__product", "order_line__order")
    rows = list(ReturnReplacement.objects.filter(line__return_order=ret).select_related(*related))
    waiting = _to_replace(ret)
    return {"rows": rows, "waiting": waiting} if rows or waiting else None


def _credits(ret, user):
    if ret.status not in ret.IN_STORE:
        return None
    rows = ReturnCredit.objects.filter(line__return_order=ret).select_related("line__product", "invoice", "credit_note")
    found = list(rows) if sees_prices(user) else []
    return {"rows": found, "sum": sum(row.amount for row in found)} if found else None


def _effect(ret, user):
    if is_blind(user, ret):
        return None
    return effect_of(ret, user)


def register():
    registry.register_command("return", "permit_withdrawn", "return_receipt", counting.undo_receipt)
    registry.register_command("delivery", "signed", "return_receipt", replacing.delivery_signed, 60)
    registry.register_command("delivery", "settled", "return_receipt", replacing.delivery_signed, 60)
    for action in ACTIONS:
        registry.register_action("return", action)
    for name, read, order in (
        ("effect", _effect, 10),
        ("receipts", _receipts, 20),
        ("goods", _goods, 30),
        ("replacements", _replacements, 35),
        ("credits", _credits, 40),
    ):
        registry.register_section(
            "return", registry.Section(f"return-{name}", f"orders/return_receipt/_{name}.html", read, order=order)
        )
    registry.register_home_card(
        "returns-to-decide",
        gettext_lazy("Returned goods to decide on"),
        lambda user: user.has_role(Role.QA),
        lambda user: ReturnOrder.objects.visible_to(user).filter(status__in=[S.RECEIVED, S.REPLACING]),
        f"return-list?status={S.RECEIVED}&status={S.REPLACING}",
        icon="arrows-split",
        tone="warn",
    )
    registry.register_home_card(
        "replacements-to-open",
        gettext_lazy("Replacements to open"),
        lambda user: user.has_role(Role.MGR),
        lambda user: ReturnOrder.objects.visible_to(user).filter(status=S.REPLACING),
        f"return-list?status={S.REPLACING}",
        icon="replace",
        tone="warn",
    )
