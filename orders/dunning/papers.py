"""The paper of a dunning letter (催款函, F-30)."""

from orders.dunning.models import DunningLetter
from orders.dunning.rules import name_of_level, steps_of
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import IssuedDocument, User
from salesmgmt.core.output.pdf import in_chinese, issue, issued, render

FORM = "F-30"
TEMPLATE = "orders/dunning/paper.html"


def paper_context(letter: DunningLetter) -> dict:
    """The letter as it is printed: heading by level, items, total in words, deadline, our bank account."""
    levels = len(steps_of(policy().dunning_steps))
    return {
        "letter": letter,
        "heading": name_of_level(levels if letter.is_last else letter.level, levels if letter.is_last else 0),
        "customer": letter.customer,
        "items": list(letter.items.select_related("invoice")),
        "number": letter.number,
        "date": letter.sent_on or letter.date,
        "signatures": [("经办人", str(letter.created_by), None), ("审核", "", None)],
    }


@in_chinese
def issue_letter(letter: DunningLetter, user: User) -> None:
    issue(letter, FORM, TEMPLATE, paper_context(letter), user, file_name=f"催款函-{letter}.pdf")


def issued_letter(letter: DunningLetter) -> IssuedDocument | None:
    """The paper as it was sent, or None."""
    return issued(letter, FORM)


@in_chinese
def draft_paper(letter: DunningLetter) -> bytes:
    return render(TEMPLATE, paper_context(letter))
