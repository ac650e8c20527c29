"""What questions about commission lines tell core about themselves."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.commission.models import LineQuestion
from performance.line_question.asking import decide_question, dispute_line, hold_line, withdraw_dispute
from performance.line_question.clock import remind_of_questions
from performance.line_question.forms import DecideForm, DisputeForm, HoldForm, WithdrawForm
from performance.line_question.permissions import (
    can_decide_question,
    can_dispute_line,
    can_hold_line,
    can_withdraw_dispute,
    decides_questions,
)
from salesmgmt.core import registry
from salesmgmt.core.web.detail import Action


def register():
    registry.register_menu(
        "performance", _("Disputed and held lines"), "line-question-list", "message-question", decides_questions, 53
    )
    registry.register_periodic(
        "commission-questions",
        _("Commission lines that wait for a decision"),
        "10 7 * * *",
        remind_of_questions,
        rules="PAY-11",
        in_batches=True,
    )
    registry.register_home_card(
        "commission-questions",
        _("Commission lines to decide"),
        decides_questions,
        lambda user: LineQuestion.objects.visible_to(user).open().exclude(by=user).exclude(statement__person=user),
        "line-question-list?open=true",
        icon="message-question",
        tone="warn",
        order=58,
    )
    registry.register_section(
        "commission",
        registry.Section(
            "questions",
            "performance/line_question/_section.html",
            lambda statement, user: (
                {"questions": rows}
                if (rows := list(statement.questions.select_related("by", "decided_by", "paid_in")))
                else None
            ),
            wide=True,
        ),
    )
    _actions()


def _actions():
    for action in (
        Action(
            "decide-question",
            pgettext_lazy("commission line", "Decide a question"),
            can_decide_question,
            decide_question,
            form=DecideForm,
            icon="gavel",
            order=60,
        ),
        Action(
            "hold-line",
            pgettext_lazy("commission line", "Hold a line back"),
            can_hold_line,
            hold_line,
            form=HoldForm,
            icon="hand-stop",
            order=62,
        ),
        Action(
            "dispute-line",
            pgettext_lazy("commission line", "Dispute a line"),
            can_dispute_line,
            dispute_line,
            form=DisputeForm,
            icon="message-exclamation",
            order=64,
        ),
        Action(
            "withdraw-dispute",
            pgettext_lazy("commission line", "Withdraw a dispute"),
            can_withdraw_dispute,
            withdraw_dispute,
            form=WithdrawForm,
            icon="arrow-back-up",
            order=66,
        ),
    ):
        registry.register_action("commission", action)
