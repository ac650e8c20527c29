"""What this app tells core about itself, room by room; called once by AppConfig.ready()."""

from customers.care import registration as care
from customers.complaint import registration as complaint
from customers.customer import registration as customer
from customers.evaluation import registration as evaluation
from customers.lead import registration as lead
from customers.opportunity import registration as opportunity
from customers.quality import registration as quality
from customers.research import registration as research
from customers.service import registration as service
from customers.service import registration_drafts as draft
from customers.service import registration_evidence as evidence
from customers.survey import registration as survey
from customers.visit import registration as visit

ROOMS = (
    lead,
    opportunity,
    customer,
    evaluation,
    visit,
    care,
    complaint,
    service,
    quality,
    survey,
    research,
    evidence,
    draft,
)


def register():
    for room in ROOMS:
        room.register()
