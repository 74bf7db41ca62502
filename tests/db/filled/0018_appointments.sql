UPDATE ticket SET appointment_at = taken_at + 1000 WHERE id = (SELECT MIN(id) FROM ticket);
UPDATE queue_day SET since_appointment = 1;
