from salesmgmt.core.models.approval import ApprovalComment, ApprovalCopy, ApprovalRound, ApprovalStep
from salesmgmt.core.models.audit import AuditEntry
from salesmgmt.core.models.document import Document
from salesmgmt.core.models.notice import DepartmentNotice, Notice
from salesmgmt.core.models.numbering import NumberSequence
from salesmgmt.core.models.organisation import Substitute, Unit, User
from salesmgmt.core.models.routing import Route
from salesmgmt.core.models.setting import SettingValue

__all__ = [
    "ApprovalComment",
    "ApprovalCopy",
    "ApprovalRound",
    "ApprovalStep",
    "AuditEntry",
    "DepartmentNotice",
    "Document",
    "Notice",
    "NumberSequence",
    "Route",
    "SettingValue",
    "Substitute",
    "Unit",
    "User",
]
