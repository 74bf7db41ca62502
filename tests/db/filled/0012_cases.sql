INSERT INTO case_sequence (series, last) VALUES ('case', 432);
INSERT INTO resident_case (id, number, code, request_key, topic, source, state, received_at,
    changed_at, due_on, listener, estate, building, person_index, notice, assignee, parent_id,
    merged_into, paused_on, extended, answered_at, word_at, ended_at, released_at, contact, address)
VALUES (1, 431, 'code', 'key', 'repairs', 'kiosk', 'solved', 1000, 5000, '2026-10-19', 'studio',
        'e3', 3, 'k.mark', 'cases-1', 'body:power', NULL, NULL, NULL, TRUE, 3000, 4000, 4000, 5000,
        'k.contact', 'k.address'),
    (2, 432, 'other', 'second', 'repairs', 'phone', 'asked', 2000, 3000, '2026-10-20', NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, NULL, '2026-10-16', FALSE, NULL, NULL, NULL, NULL, NULL,
        NULL),
    (3, 432, '', 'third', 'repairs', 'phone', 'assigned', 2500, 2500, '2026-10-20', NULL, NULL,
        NULL, NULL, NULL, 'team:repair', 2, NULL, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, NULL),
    (4, 433, 'last', 'fourth', 'repairs', 'desk', 'duplicate', 3000, 3500, '2026-10-20', NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, 2, NULL, FALSE, NULL, NULL, 3500, NULL, NULL, NULL);
INSERT INTO case_event (id, case_id, at, action, actor, state, due_on, details, sealed)
VALUES (1, 1, 1000, 'tell', 'kiosk-1', 'received', '2026-10-19', '', 'k.said'),
    (2, 1, 3000, 'answer', 'staff:1', 'answered', '2026-10-19', '', 'k.answer'),
    (3, 1, 4000, 'solved', 'phone', 'solved', '2026-10-19', '', NULL);
INSERT INTO case_picture (id, case_id, at, actor, request_key, sealed)
VALUES (1, 1, 1000, 'phone', 'key', 'k.picture');
INSERT INTO case_act (key, at) VALUES ('key', 1000);
INSERT INTO case_draft (token, ends_at, topic, listener, sealed)
VALUES ('token', 2000, 'repairs', '', 'k.draft');
INSERT INTO case_rating (case_id, level, tags, wants_call, at, answer_by, deal_by, answered_at,
    dealt_at, added_at)
VALUES (1, 2, '["late"]', TRUE, 4500, '2026-10-20', '2026-11-06', 4600, NULL, NULL);
INSERT INTO resource (area, id, capacity) VALUES ('cases', 'studio', 1);
INSERT INTO reception_day (id, area, resource_id, day, opens, closes, slot, receiver, account_id,
    made_at, cancelled)
VALUES (1, 'cases', 'studio', '2026-10-23', '09:00', '11:00', 20, '张代表', 0, 1000, FALSE);
INSERT INTO mediation (id, state, opened_at, changed_at, due_on, made_by, case_id, agreed_at,
    visited_at, court_at, ended_at)
VALUES (1, 'agreed', 1000, 2000, '2026-11-15', 'staff:1', 1, 2000, NULL, NULL, NULL);
INSERT INTO mediation_side (id, mediation_id, side, code, consented_at, sealed)
VALUES (1, 1, 'a', 'code-a', 1500, 'k.side'), (2, 1, 'b', 'code-b', NULL, NULL);
INSERT INTO mediation_event (id, mediation_id, at, action, actor, side, details, sealed)
VALUES (1, 1, 1000, 'say', 'staff:1', 'a', '', 'k.said');
INSERT INTO mediation_paper (mediation_id, paper, done_at, done_by)
VALUES (1, 'application', 1000, 'staff:1');
