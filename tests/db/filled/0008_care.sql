INSERT INTO content_item (kind, id, position, body) VALUES ('device', 'd1', 0, '{"id": "d1"}');
INSERT INTO resource (area, id, capacity) VALUES ('care', 'd1', 1);
INSERT INTO reservation (id, code, request_key, area, resource_id, starts_at, ends_at, blocked_from,
    blocked_until, seats, state)
VALUES (801, 'code801', 'key801', 'care', 'd1', 6000, 7000, 6000, 8000, 1, 'confirmed');
INSERT INTO device_repair (device, until) VALUES ('d1', '2026-10-20');
INSERT INTO device_booking (reservation_id, text, was, was_at, sequence)
VALUES (801, 'abcdef012345', 'd2', 5000, 1);
INSERT INTO care_record (id, code, letters, request_key, day)
VALUES (1, '~code', '~letters', '~key', '2026-10-16');
INSERT INTO care_reading (id, record_id, request_key, day, measured)
VALUES (1, 1, '~key', '2026-10-16', 'k.aaaaaaaaaaaaaaaaaaaaaasealed reading');
