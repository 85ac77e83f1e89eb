"""Records of the portal: members, what they send, and what the city decides."""

from portal.models.calendars import CalendarEntry, GroupCalendar
from portal.models.invitations import Invitation
from portal.models.members import GroupStanding, Member, SignInLink
from portal.models.network import (
    BoardAnswer,
    BoardPost,
    BoardReport,
    BoardVisit,
    GroupMessage,
    SharedContact,
)
from portal.models.pictures import GroupPicture
from portal.models.proposals import Proposal, ProposalStep
from portal.models.together import TogetherRequest

__all__ = [
    "BoardAnswer",
    "BoardPost",
    "BoardReport",
    "BoardVisit",
    "CalendarEntry",
    "GroupCalendar",
    "GroupMessage",
    "GroupPicture",
    "GroupStanding",
    "Invitation",
    "Member",
    "Proposal",
    "ProposalStep",
    "SharedContact",
    "SignInLink",
    "TogetherRequest",
]
