"""The addresses of this app, room by room."""

from customers.campaign import urls as campaign
from customers.care import urls as care
from customers.complaint import urls as complaint
from customers.complaint_summary import urls as complaint_summary
from customers.customer import urls as customer
from customers.customer_file import urls as customer_file
from customers.duplicate import urls as duplicate
from customers.evaluation import urls as evaluation
from customers.follow_up import urls as follow_up
from customers.lead import urls as lead
from customers.opportunity import urls as opportunity
from customers.preference import urls as preference
from customers.quality import urls as quality
from customers.research import urls as research
from customers.scheme import urls as scheme
from customers.service import urls as service
from customers.survey import urls as survey
from customers.ticket import urls as ticket
from customers.visit import urls as visit

ROOMS = (
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
)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
