"""What inquiries tell core about themselves, and the quotes they lead to."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pricing.inquiry.answering import JOB, TASK, follow_sent_quote, release_quote, remind_of_inquiries
from pricing.inquiry.models import Inquiry
from pricing.inquiry.permissions import can_read_inquiries
from pricing.inquiry.quote_views import inquiry_of
from pricing.inquiry.states import InquiryStatus
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.status import register_tones


def register():
    register_tones(info="answered", good="quoted")
    registry.register_document(
        Inquiry,
        "XJ",
        pgettext_lazy("price inquiry", "Inquiry"),
        _("Inquiries"),
        "help-circle",
        "inquiry-list",
        search=False,
    )
    registry.register_menu("pricing", _("Inquiries"), "inquiry-list", "help-circle", can_read_inquiries, 5)
    registry.register_task_kind(
        TASK,
        _("Answer an inquiry"),
        "help-circle",
        by_hand=False,
        how=_("Record the answer on the inquiry, or send its quote."),
    )
    registry.register_periodic(
        JOB, _("Inquiries without an answer"), "0 * * * *", remind_of_inquiries, rules="QUO-01", in_batches=True
    )
    registry.register_command("quote", "sent", "inquiry", follow_sent_quote)
    registry.register_command("quote", "discarded", "inquiry", release_quote)
    registry.register_section("quote", registry.Section("inquiry", "pricing/inquiry/_section.html", inquiry_of))
    registry.register_tab(
        "customer",
        registry.Tab(
            "inquiries",
            _("Inquiries"),
            "customer-inquiries",
            icon="help-circle",
            order=29,
            count=lambda customer, user: customer.price_inquiries.visible_to(user),
            can=lambda user, customer: can_read_inquiries(user),
        ),
    )
    registry.register_home_card(
        "inquiries-to-answer",
        _("Inquiries to answer"),
        lambda user: may_at_all(user, "inquiry", "U"),
        lambda user: Inquiry.objects.visible_to(user).waiting(),
        f"inquiry-list?status={InquiryStatus.OPEN}",
        icon="help-circle",
        tone="warn",
        order=39,
    )
    registry.register_home_card(
        "inquiries-late",
        _("Inquiries late"),
        can_read_inquiries,
        lambda user: Inquiry.objects.visible_to(user).late(timezone.now()),
        f"inquiry-list?status={InquiryStatus.OPEN}",
        icon="clock-exclamation",
        tone="bad",
        order=39,
    )
