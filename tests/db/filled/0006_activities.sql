INSERT INTO resource (area, id, capacity) VALUES ('activities', 'papercut', 20);
INSERT INTO activity_session (id, area, resource_id, planned_at, starts_at, ends_at, state, is_extra, was_at, reason,
    room, room_booking, walked_in, changed_at, sequence)
VALUES (1, 'activities', 'papercut', 6000, 6000, 7000, 'planned', false, NULL, '', 'chess', 1, 3, 1000, 0),
    (2, 'activities', 'papercut', 8000, 9000, 9500, 'cancelled', true, 8000, '下大雪', '', NULL, 0, 2000, 2);
INSERT INTO waitlist_entry (id, code, request_key, area, resource_id, starts_at, ends_at, seats, owner_index,
    made_at, state, number, passed)
VALUES (2, 'code2', 'key2', 'activities', 'papercut', 6000, 7000, 3, NULL, 1000, 'waiting', 4711, 2);
