INSERT INTO case_call (id, request_key, kiosk, topic, listener, called_at, taken_by, taken_at,
    ended_at)
VALUES (1, 'call', 'kiosk-1', 'repairs', 'studio', 9000, 1, 9500, NULL),
    (2, 'second', 'kiosk-1', '', '', 9900, NULL, NULL, NULL);
