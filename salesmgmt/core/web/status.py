"""The colour of a status: one table for all documents, so that the same word always looks the same."""

from collections.abc import Iterable

# neutral: nothing happens yet; info: on its way; warn: somebody must act; good: done; bad: refused or late.
TONES = {
    "neutral": """draft new open void cancelled canceled closed archived superseded withdrawn inactive dormant
        waiting disqualified expired transferred returned_home lost not_eligible pending_start""",
    "info": """submitted sent in_review under_review in_progress in_production planned running confirmed contacted
        assigned manager_review department_review director_review gm_approval dept_reviewed manager_endorsed
        in_transit outbound issued posted partly_delivered checked head_review requested re_review executed
        negotiation quoting quoted solution needs_analysis partly_paid recorded scheduled imported
        customer_negotiation awaiting_agreement preparing scoring running prospect joint_review""",
    "warn": """pending to_do due waiting_for suspended changing difference gm_exception needs_amendment
        disputed under_evaluation on_hold delayed rework acknowledged_late manager_approved returned
        solution_proposed investigating near""",
    "good": """approved accepted converted signed active completed done delivered paid allocated passed released
        won qualified finished granted in_stock ready received credited closed_won effective applied
        acknowledged resolved customer_confirmed implemented finance_audited reviewed""",
    "bad": """rejected refused declined failed overdue blocked terminated bounced reversed denied doubtful bad
        error locked dunned""",
}
_BY_STATUS = {status: tone for tone, names in TONES.items() for status in names.split()}


def status_tone(status):
    return _BY_STATUS.get(str(status), "neutral")


def register_tones(**tones: Iterable[str]) -> None:
    """``register_tones(warn=[LoanStatus.LENT])`` for statuses the table does not know."""
    for tone, statuses in tones.items():
        if tone not in TONES:
            raise ValueError(f"unknown tone {tone!r}")
        _BY_STATUS.update({str(status): tone for status in statuses})
