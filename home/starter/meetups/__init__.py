"""Meetups with the patterns of real ones: nth weekdays, a summer pause, holidays, odd places."""

from home.starter.meetups.learning import LEARNING
from home.starter.meetups.meals import MEALS
from home.starter.meetups.peers import PEERS

MEETUPS = (*PEERS, *MEALS, *LEARNING)

__all__ = ["MEETUPS"]
