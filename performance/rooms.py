"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "quota": "What a person is to collect in a year, set by his manager and approved by the general manager.",
    "collection": "What was collected against the quotas, person by person.",
}
