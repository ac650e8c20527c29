"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "quota": "What a person is to collect in a year, set by his manager and approved by the general manager.",
    "risk": "The risk report: seen by a rep, assessed by his manager, dealt with, looked at again, closed.",
    "collection": "What was collected against the quotas, person by person.",
    "policy_document": "Policies as controlled documents: three signatures, versions, acknowledged at sign-in.",
    "conduct": "Incidents against the conduct rules, confidential to the line of superiors.",
    "training": "Courses, who passed what, and who has not finished onboarding.",
    "job_profile": "What is asked of whoever is to have a job, as text.",
    "work_report": "What a rep or supervisor tells his superior of a week, drafted from the records.",
    "territory": "Regions, field offices and product lines as scopes of reports.",
}
