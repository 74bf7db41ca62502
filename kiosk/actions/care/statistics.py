"""The statistics of care: bookings of each device, and who came."""

from kiosk.actions.care.area import CARE
from kiosk.actions.reservations.use_statistics import use_statistics
from kiosk.domain.care.statistics import CareDay

STATISTICS = use_statistics(CARE, "device", CareDay, lambda day: day.devices, CareDay)
