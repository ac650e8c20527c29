"""What this app tells core about itself, room by room; called once by AppConfig.ready()."""

from customers.care import registration as care
from customers.channel import registration as channel
from customers.complaint import registration as complaint
from customers.customer import registration as customer
from customers.evaluation import registration as evaluation
from customers.feedback import registration as feedback
from customers.intelligence import registration as intelligence
from customers.lead import registration as lead
from customers.needs import registration as needs
from customers.negotiation import registration as negotiation
from customers.opportunity import registration as opportunity
from customers.product_info import registration as product_info
from customers.quality import registration as quality
from customers.quality_report import registration as quality_report
from customers.research import registration as research
from customers.sample import registration as sample
from customers.service import registration as service
from customers.service import registration_drafts as draft
from customers.service import registration_evidence as evidence
from customers.solution import registration as solution
from customers.strategy import registration as strategy
from customers.support import registration as support
from customers.survey import registration as survey
from customers.visit import registration as visit
from customers.voice import registration as voice

ROOMS = (
    lead,
    channel,
    opportunity,
    needs,
    solution,
    support,
    negotiation,
    customer,
    evaluation,
    visit,
    care,
    complaint,
    service,
    quality,
    feedback,
    quality_report,
    product_info,
    sample,
    voice,
    survey,
    research,
    intelligence,
    strategy,
    evidence,
    draft,
)


def register():
    for room in ROOMS:
        room.register()
