"""The tables of this app, room by room."""

from customers.campaign.models import Campaign, CampaignInvitation, CampaignTask
from customers.care.models import CareTask, Festival
from customers.category.models import ProductCategory
from customers.complaint.models import Complaint
from customers.complaint.work import ComplaintNote, CorrectiveAction, Investigation
from customers.complaint_cause.models import ComplaintCause
from customers.contact.models import Contact
from customers.customer.models import Customer, CustomerOwnerHistory, Grade
from customers.duplicate.models import DistinctCustomers
from customers.evaluation.models import CustomerEvaluation, EvaluationScore
from customers.feedback.models import Score, ServiceFeedback
from customers.follow_up.models import FollowUpCall, QualityTrackingCard
from customers.intelligence.models import MarketIntelligence
from customers.lead.models import Lead, LeadActivity, LeadAssessment, LeadAssignment
from customers.needs.models import NeedsAnswer, NeedsField, NeedsSurvey, NeedsTemplate
from customers.negotiation.models import NegotiationRecord
from customers.opportunity.models import Opportunity
from customers.preference.models import CustomerPreference
from customers.product_info.models import NewsRecipient, ProductDocument, ProductNews
from customers.quality.models import ImprovementAction, ImprovementSuggestion, QualityOpinion
from customers.quality_report.models import QualityFeedbackReport, QualityReportLine
from customers.research.models import ResearchReport
from customers.sample.models import SampleRequest
from customers.scheme.models import EvaluationBand, EvaluationCriterion, EvaluationScheme, GradeThreshold, WarningLine
from customers.service.models import ServiceCommitment, ServiceTeam, Technician
from customers.solution.models import Solution
from customers.strategy.models import StrategyProposal
from customers.support.models import SupportRequest
from customers.survey.models import SatisfactionSurvey, SurveyAnswer, SurveyInvitation, SurveyQuestion
from customers.ticket.models import ServiceTicket
from customers.visit.models import Visit, VisitReport
from customers.visit_week.models import WeeklyVisitCompliance

__all__ = [
    "Campaign",
    "CampaignInvitation",
    "CampaignTask",
    "CareTask",
    "Complaint",
    "ComplaintCause",
    "ComplaintNote",
    "Contact",
    "CorrectiveAction",
    "Customer",
    "CustomerEvaluation",
    "CustomerOwnerHistory",
    "CustomerPreference",
    "DistinctCustomers",
    "EvaluationBand",
    "EvaluationCriterion",
    "EvaluationScheme",
    "EvaluationScore",
    "Festival",
    "FollowUpCall",
    "Grade",
    "GradeThreshold",
    "ImprovementAction",
    "ImprovementSuggestion",
    "Investigation",
    "Lead",
    "LeadActivity",
    "LeadAssessment",
    "LeadAssignment",
    "MarketIntelligence",
    "NeedsAnswer",
    "NeedsField",
    "NeedsSurvey",
    "NeedsTemplate",
    "NegotiationRecord",
    "NewsRecipient",
    "Opportunity",
    "ProductCategory",
    "ProductDocument",
    "ProductNews",
    "QualityFeedbackReport",
    "QualityOpinion",
    "QualityReportLine",
    "QualityTrackingCard",
    "ResearchReport",
    "SampleRequest",
    "SatisfactionSurvey",
    "Score",
    "ServiceCommitment",
    "ServiceFeedback",
    "ServiceTeam",
    "ServiceTicket",
    "Solution",
    "StrategyProposal",
    "SupportRequest",
    "SurveyAnswer",
    "SurveyInvitation",
    "SurveyQuestion",
    "Technician",
    "Visit",
    "VisitReport",
    "WarningLine",
    "WeeklyVisitCompliance",
]
