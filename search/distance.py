"""Distances near a point, with arithmetic that every database has.

On a sphere (radius 6,371,008.7714 m, the mean of the earth), as if the ground between were flat;
within 30 km it is a metre from the great circle at most.
"""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt
from typing import Any, Final

from search.engines.asking import Point

__all__ = ["metres", "square_degrees"]

RADIUS: Final = 6_371_008.7714
METRES_A_DEGREE: Final = RADIUS * pi / 180


def square_degrees(near: Point, lat: Any, lng: Any) -> Any:
    """The square of the distance in degrees of latitude: a number for numbers, else an expression.

    A degree of longitude is as long as the cosine of the latitude halfway; here it is its series
    around `near`, since SQLite need not know a cosine.
    """
    north = lat - near.lat
    half = radians(0.5)
    cosine, sine = cos(radians(near.lat)), sin(radians(near.lat))
    halfway = cosine - north * (sine * half + north * (cosine * half**2 / 2))
    east = (lng - near.lng) * halfway
    return north * north + east * east


def metres(near: Point, lat: float, lng: float) -> int:
    """How far a position (degrees, WGS 84) is from `near`."""
    return round(METRES_A_DEGREE * sqrt(square_degrees(near, lat, lng)))
