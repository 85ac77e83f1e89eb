"""Places: hangouts, cafeterias, desks, telephone lines and help, by what people look for."""

from home.starter.places.desks import DESKS
from home.starter.places.families import FAMILY_PLACES
from home.starter.places.hangouts import HANGOUTS
from home.starter.places.help import HELP
from home.starter.places.lines import LINES
from home.starter.places.meals import MEALS

PLACES = (*HANGOUTS, *MEALS, *LINES, *DESKS, *FAMILY_PLACES, *HELP)

__all__ = ["PLACES"]
