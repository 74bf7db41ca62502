INSERT INTO account (id, name, role, pin_hash, password_hash, wrong, locked_until, active)
VALUES (1, '主任', 'manager', 'pin', NULL, 0, NULL, true), (2, '小王', 'clerk', 'pin', 'word', 2, 5, false);
INSERT INTO staff_session (token_hash, account_id, "counter", started_at, seen_at)
VALUES ('token', 1, 1, 1000, 2000);
INSERT INTO event_log (version, n, at, actor, action, ticket_id, "counter", details, hash)
VALUES (1, 0, 1000, 'kiosk-1', 'take', 1, NULL, '{}', 'one'),
    (2, 0, 2000, 'staff:1@10.0.0.2', 'call', 1, 1, '{"picked": true}', 'two');
UPDATE change_counter SET version = 2, content = 1;
INSERT INTO calendar_exception (door, day, body) VALUES ('centre', '2026-10-01', '{"hours": []}');
INSERT INTO kiosk_closure (day, kiosk) VALUES ('2026-10-16', 'kiosk-1');
INSERT INTO daily_statistics (day, area, body) VALUES ('2026-10-15', 'queue',
    '{"cells": [{"service_id": "medical", "hour": 9, "tally": {"taken": 1}}]}');
INSERT INTO content_item (kind, id, position, body)
VALUES ('centre', '1', 1, '{"name": {"zh": "家门口", "en": "Jiamenkou"}}'),
    ('category', 'insurance', 0, '{"id": "insurance", "icon": "id"}'),
    ('line', 'A', 0, '{"id": "A", "prefix": "A"}'), ('line', 'B', 1, '{"id": "B", "prefix": "B"}'),
    ('counter', '1', 1, '{"line": "A"}'), ('counter', '10', 10, '{"line": "B"}'),
    ('service', 'medical', 0, '{"id": "medical", "category": "insurance", "line": "A"}'),
    ('notice', '1', 1, '{"text": {"zh": "停水", "en": ""}, "hidden": true}'),
    ('slide', 's1', 0, '{"id": "s1"}'), ('room', 'chess', 0, '{"id": "chess", "capacity": 4}'),
    ('estate', 'e1', 0, '{"id": "e1"}'), ('kind', 'k1', 0, '{"id": "k1", "teams": []}');
INSERT INTO content_draft (kind, item, written, base, "by", at)
VALUES ('notice', '2', '{"text.zh": "停电"}', '{}', '小王', 1000);
INSERT INTO content_version (kind, item, n, written, hidden, "by", at)
VALUES ('notice', '1', 1, '{"text.zh": "停水"}', false, '', 1000),
    ('notice', '1', 2, '{"text.zh": "停水"}', true, '小王', 2000);
INSERT INTO content_plan (kind, item, what, due_at, written, base, "by")
VALUES ('notice', '2', 'show', 9000, '{"text.zh": "停电"}', '{}', '小王');
INSERT INTO counter_state (number, state, day, help_at)
VALUES (1, 'open', '2026-10-16', NULL), (10, 'closed', NULL, 3000);
INSERT INTO ticket_sequence (day, prefix, last) VALUES ('2026-10-16', 'A', 2);
INSERT INTO service_day_count (day, service_id, taken) VALUES ('2026-10-16', 'medical', 2);
INSERT INTO queue_day (day, queue_id, calls, run) VALUES ('2026-10-16', 'A', 1, 1);
INSERT INTO ticket (id, code, request_key, day, prefix, number, service_id, queue_id, priority,
    state, slower, taken_at, calls, due, assigned_counter, "counter", called_at, last_called_at,
    coming_at, closed_at, wait_low, wait_high, wait_point, wait_scale, wait_score)
VALUES (1, 'code1', 'key1', '2026-10-16', 'A', 1, 'medical', 'A', 'elder', 'called', true, 1000,
        1, NULL, NULL, 1, 2000, 2000, NULL, NULL, 3, 7, 300.5, 60.25, -0.5),
    (2, 'code2', 'key2', '2026-10-16', 'A', 2, 'medical', 'A', 'ordinary', 'waiting', false, 1500,
        0, 3, 10, NULL, NULL, NULL, 1700, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO slip (ticket_id, kiosk, state, attempts, next_at, trouble, language)
VALUES (1, 'kiosk-1', 'printed', 1, 1000, NULL, 'zh_CN'),
    (2, 'kiosk-1', 'trouble', 3, 5000, 'no_paper', 'en');
INSERT INTO walk_in_count (room_id, day, people, "full") VALUES ('chess', '2026-10-16', 3, false);
INSERT INTO resource (id, capacity) VALUES ('chess', 4);
INSERT INTO reservation_series (id, request_key, resource_id, rule, first, opens, closes, title,
    skips_holidays, made_by_id, made_at)
VALUES (1, 'key', 'chess', 'FREQ=WEEKLY', '2026-10-17', '18:30', '20:00', '棋社', true, 1, 1000);
INSERT INTO reservation (id, code, request_key, resource_id, starts_at, ends_at, blocked_from, blocked_until, seats,
    state)
VALUES (1, 'code1', 'key1', 'chess', 6000, 7000, 5000, 8000, 2, 'confirmed'),
    (2, 'code2', 'key2', 'chess', 6000, 7000, 5000, 8000, 1, 'cancelled');
INSERT INTO booking (reservation_id, number, source, owner_index, encrypted_phone, notice, title, reason, held_until,
    made_at, changed_at, sequence, reminded, series_id)
VALUES (1, 4711, 'kiosk', 'mark', 'sealed', NULL, '', '', NULL, 1000, 1000, 0, false, NULL),
    (2, 4712, 'staff', NULL, NULL, 'sealed', '棋社', '停电', 5000, 1000, 2000, 1, true, 1);
INSERT INTO waitlist_entry (id, code, request_key, resource_id, starts_at, ends_at, seats, owner_index, made_at,
    state)
VALUES (1, 'code', 'key', 'chess', 6000, 7000, 2, 'sealed', 1000, 'waiting');
INSERT INTO volunteer (id, number, name, phone, teams, grid, vetted, active, link_hash, device_hash,
    pin_hash, wrong, locked_until, made_at)
VALUES (1, '001', '老李', 'sealed', '["t1"]', 'g1', true, true, 'link', 'device', 'pin', 0, NULL, 1000),
    (2, '002', '小赵', NULL, '[]', NULL, false, false, NULL, NULL, NULL, 1, 5000, 1000);
INSERT INTO duty (id, volunteer_id, post, begins_at, ends_at) VALUES (1, 1, 'p1', 1000, 9000);
INSERT INTO help_request (id, code, request_key, number, kind, source, place, state, asked_at,
    changed_at, ended_at, estate, grid, mark, notice, wanted_from, wanted_to, meets_at, team,
    to_grid, to_volunteer_id, helper_id, second_id, there_at, left_at, alarmed, shares_phone,
    reason, stars, thanked_at, personal)
VALUES (1, 'code', 'key', 815, 'k1', 'kiosk', 'home', 'done', 1000, 4000, 4000, 'e1', 'g1', 'mark',
    'sealed', 1000, 2000, 1500, 't1', 'g1', 2, 1, 2, 2000, 3000, true, false, '', 5, 5000,
    'sealed');
INSERT INTO help_event (id, request_id, at, action, actor, details)
VALUES (1, 1, 1000, 'ask', 'resident', '{}');
INSERT INTO help_message (id, request_id, at, author, said) VALUES (1, 1, 2000, 'helper', 'sealed');
INSERT INTO help_photo (request_id, sealed) VALUES (1, 'sealed');
INSERT INTO help_visit (id, request_id, volunteer_id, there_at, left_at, attested_at, minutes,
    reason, corrected_by)
VALUES (1, 1, 1, 2000, 3000, 4000, 60, '', 1);
INSERT INTO used_handoff (nonce, ends_at) VALUES ('once', 9000);
INSERT INTO notification_channel (id, name, address) VALUES (1, '邮件', 'sealed'), (2, '铃', NULL);
INSERT INTO notification (id, target_id, text, made_at, next_at, tries)
VALUES (1, 1, 'sealed', 1000, 2000, 1);
