"""Benefits of the nation, the prefecture, the city, the insurances and the employer.

Amounts come from public pages of 2018 to 2025 and wait for the city's confirmation.
"""

from home.starter.benefits.care import CARE
from home.starter.benefits.disability import DISABILITY
from home.starter.benefits.work import WORK_AND_LIVING

BENEFITS = (*DISABILITY, *WORK_AND_LIVING, *CARE)

__all__ = ["BENEFITS"]
