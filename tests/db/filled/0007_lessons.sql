INSERT INTO guardian (id, code, request_key, term, number, owner_index, sealed, notice,
    consented_at, confirmed_at, made_at)
VALUES (1, 'code', 'key', 'autumn', 4711, 'mark', 'k.sealed', 'lessons-1', 1000, 2000, 1000),
    (2, 'other', 'second', 'autumn', 4712, NULL, NULL, 'lessons-1', 1000, NULL, 1000);
INSERT INTO child (id, guardian_id, term, request_key, sealed, weekdays, made_at)
VALUES (1, 1, 'autumn', 'key', 'k.sealed', '["fri", "mon"]', 3000);
INSERT INTO child_pickup (id, child_id, sealed) VALUES (1, 1, 'k.sealed');
INSERT INTO child_delegation (id, child_id, day, code, digits, request_key, sealed, taken_back_at)
VALUES (1, 1, '2026-10-16', 'code', 'digits', 'key', 'k.sealed', 5000);
INSERT INTO child_day (child_id, day, state, code, digits, arrived_at, collected_at, collected_by,
    scanned, tries)
VALUES (1, '2026-10-16', 'collected', 'code', 'digits', 4000, 5000, 'd1', TRUE, 1),
    (1, '2026-10-19', 'expected', 'later', 'digits', NULL, NULL, '', FALSE, 0);
INSERT INTO child_call (id, child_id, at, outcome) VALUES (1, 1, 4500, 'no_answer');
INSERT INTO class_alarm (id, kind, child_id, at, seen_at) VALUES (1, 'late', 1, 4000, NULL);
INSERT INTO class_incident (id, child_id, at, made_by, sealed) VALUES (1, 1, 4000, '小宋', 'k.sealed');
INSERT INTO class_act (key, at, answer) VALUES ('key', 4000, '');
