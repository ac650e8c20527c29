"""The addresses of this app, room by room."""

from customers.campaign import urls as campaign
from customers.care import urls as care
from customers.category import urls as category
from customers.channel import urls as channel
from customers.complaint import urls as complaint
from customers.complaint_summary import urls as complaint_summary
from customers.customer import urls as customer
from customers.customer_file import urls as customer_file
from customers.duplicate import urls as duplicate
from customers.evaluation import urls as evaluation
from customers.feedback import urls as feedback
from customers.follow_up import urls as follow_up
from customers.intelligence import urls as intelligence
from customers.lead import urls as lead
from customers.needs import urls as needs
from customers.opportunity import urls as opportunity
from customers.preference import urls as preference
from customers.product_info import urls as product_info
from customers.quality import urls as quality
from customers.quality_report import urls as quality_report
from customers.research import urls as research
from customers.sample import urls as sample
from customers.scheme import urls as scheme
from customers.service import urls as service
from customers.solution import urls as solution
from customers.strategy import urls as strategy
from customers.support import urls as support
from customers.survey import urls as survey
from customers.ticket import urls as ticket
from customers.visit import urls as visit
from customers.voice import urls as voice

ROOMS = (
    category,
    lead,
    opportunity,
    duplicate,
    customer_file,
    customer,
    scheme,
    evaluation,
    visit,
    follow_up,
    preference,
    care,
    campaign,
    complaint_summary,
    complaint,
    ticket,
    service,
    quality,
    survey,
    research,
    channel,
    opportunity,
    needs,
    solution,
    support,
    customer,
    evaluation,
    visit,
    care,
    complaint,
    service,
    quality,
    feedback,
    voice,
    quality_report,
    product_info,
    sample,
    survey,
    research,
    intelligence,
    strategy,
)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
