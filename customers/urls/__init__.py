"""The addresses of this app, room by room."""

from customers.urls import (
    care,
    complaint,
    customer,
    evaluation,
    lead,
    opportunity,
    quality,
    research,
    service,
    survey,
    visit,
)

ROOMS = (lead, opportunity, customer, evaluation, visit, care, complaint, service, quality, survey, research)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
