"""The statistics of the rooms: bookings, and who came."""

from kiosk.actions.reservations.use_statistics import use_statistics
from kiosk.actions.rooms.area import ROOMS
from kiosk.domain.rooms.statistics import RoomDay

STATISTICS = use_statistics(ROOMS, "room", RoomDay, lambda day: day.rooms, RoomDay, "came")
