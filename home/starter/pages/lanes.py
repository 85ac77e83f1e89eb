"""One page for each lane, in the order of the opening page."""

from home.starter.pages.lanes_around import CITIZENS, EMPLOYERS, INSTITUTIONS
from home.starter.pages.lanes_carers import FAMILY, WORKING
from home.starter.pages.lanes_young import YOUNG, YOUNG_ADULT

LANES = (YOUNG, YOUNG_ADULT, WORKING, FAMILY, CITIZENS, EMPLOYERS, INSTITUTIONS)
