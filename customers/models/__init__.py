from customers.models.category import ProductCategory
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

__all__ = [
    "Contact",
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
    "Lead",
    "LeadActivity",
    "LeadAssessment",
    "LeadAssignment",
    "Opportunity",
    "ProductCategory",
    "WarningLine",
]
