INSERT INTO slip (kind, thing, kiosk, state, attempts, asked_at, next_at, trouble, language)
VALUES ('activities', 1, 'kiosk-1', 'queued', 0, 9000, 9000, NULL, 'en');
INSERT INTO paper_file (file, made_at, body)
VALUES ('00000000000000000000000000000001.pdf', 9000, 'a paper');
