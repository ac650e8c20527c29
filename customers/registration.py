"""What this app tells core about itself, room by room; called once by AppConfig.ready()."""

from customers.campaign import registration as campaign
from customers.care import registration as care
from customers.category import registration as category
from customers.channel import registration as channel
from customers.complaint import registration as complaint
from customers.complaint_summary import registration as complaint_summary
from customers.contact import registration as contact
from customers.customer import registration as customer
from customers.customer_file import registration as customer_file
from customers.evaluation import registration as evaluation
from customers.feedback import registration as feedback
from customers.follow_up import registration as follow_up
from customers.identity import registration as identity
from customers.intelligence import registration as intelligence
from customers.lead import registration as lead
from customers.needs import registration as needs
from customers.negotiation import registration as negotiation
from customers.opening import registration as opening
from customers.opportunity import registration as opportunity
from customers.pool import registration as pool
from customers.preference import registration as preference
from customers.product_info import registration as product_info
from customers.quality import registration as quality
from customers.quality_report import registration as quality_report
from customers.re_evaluation import registration as re_evaluation
from customers.research import registration as research
from customers.sample import registration as sample
from customers.scheme import registration as scheme
from customers.service import registration as service
from customers.solution import registration as solution
from customers.strategy import registration as strategy
from customers.support import registration as support
from customers.survey import registration as survey
from customers.ticket import registration as ticket
from customers.visit import registration as visit
from customers.visit_week import registration as visit_week
from customers.voice import registration as voice

ROOMS = (
    lead,
    pool,
    channel,
    opportunity,
    category,
    needs,
    solution,
    support,
    negotiation,
    customer,
    identity,
    contact,
    opening,
    customer_file,
    scheme,
    evaluation,
    re_evaluation,
    visit,
    visit_week,
    follow_up,
    preference,
    care,
    campaign,
    complaint,
    complaint_summary,
    ticket,
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
)


def register():
    for room in ROOMS:
        room.register()
