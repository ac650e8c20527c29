"""The paper of a dunning letter (催款函, F-30)."""

from django.template.loader import render_to_string

from orders.dunning.models import DunnedItem, DunningLetter
from orders.dunning.rules import name_of_level, steps_of
from orders.dunning.states import LetterStatus
from salesmgmt.core.domain.company import company
from salesmgmt.core.domain.mailing import send_paper
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import IssuedDocument, User
from salesmgmt.core.output.pdf import in_chinese, issue, issued, render

FORM = "F-30"
TEMPLATE = "orders/dunning/paper.html"


def heading_of(letter: DunningLetter) -> str:
    levels = len(steps_of(policy().dunning_steps))
    return name_of_level(levels if letter.is_last else letter.level, levels if letter.is_last else 0)


def paper_context(letter: DunningLetter) -> dict:
    """The letter as it is printed: heading by level, letters before it, items, total in words, deadline, our bank account."""
    items = list(letter.items.select_related("invoice"))
    return {
        "letter": letter,
        "heading": heading_of(letter),
        "earlier": letters_before(letter, items),
        "customer": letter.customer,
        "items": items,
        "number": letter.number,
        "date": letter.sent_on or letter.date,
        "signatures": [("经办人", str(letter.created_by), None), ("审核", "", None)],
    }


def letters_before(letter: DunningLetter, items: list[DunnedItem]) -> list[dict]:
    """The letters that asked for something of this one already, with what they were called, oldest first."""
    sent = DunningLetter.objects.filter(customer=letter.customer_id, status=LetterStatus.SENT).exclude(pk=letter.pk)
    found = sent.filter(items__invoice__in=[item.invoice_id for item in items]).distinct()
    return [
        {"number": each.number, "sent_on": each.sent_on, "name": heading_of(each)}
        for each in found.order_by("sent_on", "pk")
    ]


@in_chinese
def issue_letter(letter: DunningLetter, user: User) -> None:
    issue(letter, FORM, TEMPLATE, paper_context(letter), user, file_name=f"催款函-{letter}.pdf")


@in_chinese
def mail_letter(letter: DunningLetter, user: User, email: str) -> None:
    """The paper goes out with a letter in Chinese; the answer comes to who sent it."""
    context = {**paper_context(letter), "company": company(), "user": user}
    body = render_to_string("orders/dunning/mail.txt", context).strip() + "\n"
    subject = f"{context['heading']} {letter.number} · {company().full_name}"
    send_paper(email, subject, body, letter, FORM, reply_to=user.email)


def issued_letter(letter: DunningLetter) -> IssuedDocument | None:
    """The paper as it was sent, or None."""
    return issued(letter, FORM)


@in_chinese
def draft_paper(letter: DunningLetter) -> bytes:
    return render(TEMPLATE, paper_context(letter))
