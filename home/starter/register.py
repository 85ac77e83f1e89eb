"""What the plan's register does not say: departments' contacts, measures without public service."""

from collections.abc import Mapping

from home.starter.weeks import SAMPLE_PHONE

DEPARTMENT_HOURS = "月〜金 8:30〜17:15（祝日と年末年始は休み）"
DEPARTMENT_PHONE = SAMPLE_PHONE

DEPARTMENT_NAMES_EN: Mapping[str, str] = {
    "福祉総務課": "Welfare General Affairs Division",
    "障害福祉課": "Disability Welfare Division",
    "生活福祉課": "Livelihood Support Division",
    "市民健康課": "Public Health Division",
    "介護保険課": "Long-Term Care Insurance Division",
    "高齢者いきいき課": "Senior Citizens Division",
    "こども支援課": "Children's Support Division",
    "こども家庭相談課": "Child and Family Consultation Division",
    "青少年課": "Youth Division",
    "発達支援室": "Child Development Support Office",
    "教育センター": "Education Center",
    "地域のつながり課": "Community Ties Division",
    "地域共生課": "Inclusive Community Division",
    "商工課": "Commerce and Industry Division",
    "保育課": "Nursery Division",
}

NO_PUBLIC_SERVICE = ("6-2-1-1", "6-3-2-1", "6-3-6-4")
"""Work between offices: nothing that a resident could go to."""
