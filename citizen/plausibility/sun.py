"""How high the sun stands: enough to know day from night."""

from datetime import UTC, datetime
from math import asin, atan2, cos, degrees, radians, sin

NOON_2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


def elevation(at: datetime, longitude: float, latitude: float) -> float:
    """Return the height of the sun over the horizon in degrees, within half a degree.

    The low-precision formulas of the Astronomical Almanac, good from 1950 to 2050; refraction and
    the equation of time's seconds are left out.
    """
    days = (at - NOON_2000).total_seconds() / 86400
    anomaly = radians(357.528 + 0.9856003 * days)
    longitude_of_sun = radians(
        280.460 + 0.9856474 * days + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)
    )
    tilt = radians(23.439 - 0.0000004 * days)
    declination = asin(sin(tilt) * sin(longitude_of_sun))
    sidereal = radians(280.46062 + 360.98564737 * days + longitude)
    ascension = atan2(cos(tilt) * sin(longitude_of_sun), cos(longitude_of_sun))
    hour, north = sidereal - ascension, radians(latitude)
    return degrees(asin(sin(north) * sin(declination) + cos(north) * cos(declination) * cos(hour)))
