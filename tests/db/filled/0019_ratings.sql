INSERT INTO rated_ticket (mark, day) VALUES ('~mark', '2026-10-16');
INSERT INTO rating_pool (id, swept, sealed) VALUES (1, '2026-10-12', 'k.pool');
INSERT INTO rating_sum (id, day, service, counter, level_1, level_2, level_3, level_4, level_5, tags)
VALUES (1, '2026-10-16', 'medical', 2, 0, 1, 0, 2, 2, '[1, 0, 0, 0, 0, 0]'),
    (2, '2026-10-16', NULL, NULL, 1, 0, 1, 2, 2, '[0, 0, 0, 0, 0, 0]');
INSERT INTO rating_note (mark, day, level, tags, answer_by, deal_by, answered_at, dealt_at,
    added_at, story, contact, person_index)
VALUES ('~mark', '2026-10-16', 2, '["slow"]', '2026-10-19', '2026-11-06', 1000, NULL, NULL,
        'k.story', 'k.called', 'k.person');
INSERT INTO rating_tablet (counter, code, code_ends_at, token) VALUES (2, '~code', 1000, '~token');
