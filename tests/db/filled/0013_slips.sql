INSERT INTO slip (kind, thing, kiosk, state, attempts, asked_at, next_at, trouble, language)
VALUES ('activities', 1, 'kiosk-1', 'queued', 0, 9000, 9000, NULL, 'en');
