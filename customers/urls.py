"""The addresses of this app, room by room."""

from customers.care import urls as care
from customers.complaint import urls as complaint
from customers.customer import urls as customer
from customers.evaluation import urls as evaluation
from customers.lead import urls as lead
from customers.opportunity import urls as opportunity
from customers.quality import urls as quality
from customers.research import urls as research
from customers.service import urls as service
from customers.survey import urls as survey
from customers.visit import urls as visit

ROOMS = (lead, opportunity, customer, evaluation, visit, care, complaint, service, quality, survey, research)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
