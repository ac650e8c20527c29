"""The addresses of this app, room by room."""

from customers.care import urls as care
from customers.channel import urls as channel
from customers.complaint import urls as complaint
from customers.customer import urls as customer
from customers.evaluation import urls as evaluation
from customers.feedback import urls as feedback
from customers.intelligence import urls as intelligence
from customers.lead import urls as lead
from customers.needs import urls as needs
from customers.opportunity import urls as opportunity
from customers.product_info import urls as product_info
from customers.quality import urls as quality
from customers.quality_report import urls as quality_report
from customers.research import urls as research
from customers.sample import urls as sample
from customers.service import urls as service
from customers.solution import urls as solution
from customers.strategy import urls as strategy
from customers.support import urls as support
from customers.survey import urls as survey
from customers.visit import urls as visit
from customers.voice import urls as voice

ROOMS = (
    lead,
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
