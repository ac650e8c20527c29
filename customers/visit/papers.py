"""F-03, visit plan and record (拜访计划 / 拜访记录, 002 §8), and F-22, the quality tracking card (003 (三)5)."""

from salesmgmt.core.calendar import today
from salesmgmt.core.output import pdf

VISIT_TEMPLATE = "customers/visit/paper.html"
CARD_TEMPLATE = "customers/follow_up/tracking_card.html"


@pdf.in_chinese
def visit_pdf(visit):
    """The bytes of the plan, and of the record once the visit is reported (F-03)."""
    report = getattr(visit, "report", None)
    names = [("拜访人", visit.visitor, visit.visited_at)]
    names.append(("制表", report.reported_by, report.reported_at) if report else ("制表", visit.visitor, None))
    names += [("审核", None, None), ("批准", None, None)]
    context = {
        "draft": False, "visit": visit, "report": report, "customer": visit.customer, "number": visit.number, "date": visit.day,
        "companions": "、".join(str(each) for each in visit.companions.all()),
        "categories": "、".join(str(each) for each in visit.categories.all()), "signatures": names,
    }  # fmt: skip
    return pdf.render(VISIT_TEMPLATE, context)


@pdf.in_chinese
def tracking_card_pdf(card):
    """The bytes of the quality tracking card of a follow-up call (F-22, SVC-12)."""
    call = card.call
    context = {
        "draft": False, "card": card, "call": call, "customer": call.customer, "number": call.number, "date": today(),
        "signatures": [("制表", call.created_by, call.called_at), ("审核", None, None), ("批准", None, None), ("客户确认", "", None)],
    }  # fmt: skip
    return pdf.render(CARD_TEMPLATE, context)
