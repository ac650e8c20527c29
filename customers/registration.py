"""What this app tells core about itself, room by room; called once by AppConfig.ready()."""

from customers.campaign import registration as campaign
from customers.care import registration as care
from customers.category import registration as category
from customers.complaint import registration as complaint
from customers.complaint_summary import registration as complaint_summary
from customers.customer import registration as customer
from customers.customer_file import registration as customer_file
from customers.evaluation import registration as evaluation
from customers.follow_up import registration as follow_up
from customers.lead import registration as lead
from customers.opportunity import registration as opportunity
from customers.preference import registration as preference
from customers.quality import registration as quality
from customers.research import registration as research
from customers.scheme import registration as scheme
from customers.service import registration as service
from customers.service import registration_drafts as draft
from customers.service import registration_evidence as evidence
from customers.survey import registration as survey
from customers.ticket import registration as ticket
from customers.visit import registration as visit

ROOMS = (
    lead,
    opportunity,
    category,
    customer,
    customer_file,
    scheme,
    evaluation,
    visit,
    follow_up,
    preference,
    care,
    campaign,
    complaint,
    complaint_summary,
    ticket,
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
