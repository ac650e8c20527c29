from customers.models.category import ProductCategory
from customers.models.complaint import Complaint, ComplaintCause
from customers.models.complaint_work import ComplaintNote, CorrectiveAction, Investigation
from customers.models.contact import Contact
from customers.models.customer import Customer, CustomerOwnerHistory, DistinctCustomers, Grade
from customers.models.evaluation import CustomerEvaluation, EvaluationScore
from customers.models.lead import Lead, LeadActivity, LeadAssessment, LeadAssignment
from customers.models.opportunity import Opportunity
from customers.models.scheme import (
    EvaluationBand,
    EvaluationCriterion,
    EvaluationScheme,
    GradeThreshold,
    WarningLine,
)
from customers.models.service import ServiceCommitment, ServiceTeam, Technician
from customers.models.ticket import ServiceTicket

__all__ = [
    "Complaint",
    "ComplaintCause",
    "ComplaintNote",
    "Contact",
    "CorrectiveAction",
    "Customer",
    "CustomerEvaluation",
    "CustomerOwnerHistory",
    "DistinctCustomers",
    "EvaluationBand",
    "EvaluationCriterion",
    "EvaluationScheme",
    "EvaluationScore",
    "Grade",
    "GradeThreshold",
    "Investigation",
    "Lead",
    "LeadActivity",
    "LeadAssessment",
    "LeadAssignment",
    "Opportunity",
    "ProductCategory",
    "ServiceCommitment",
    "ServiceTeam",
    "ServiceTicket",
    "Technician",
    "WarningLine",
]
