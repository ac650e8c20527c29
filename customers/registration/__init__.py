"""What this app tells core about itself, room by room; called once by AppConfig.ready()."""

from customers.registration import (
    care,
    complaint,
    customer,
    draft,
    evaluation,
    evidence,
    lead,
    opportunity,
    quality,
    research,
    service,
    survey,
    visit,
)

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
