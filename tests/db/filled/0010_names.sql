INSERT INTO volunteer (id, number, name, phone, teams, grid, vetted, active, link_hash, device_hash,
    pin_hash, made_at, left_at)
VALUES (10, 'V0010', 'k.sealed name', NULL, '["t1"]', NULL, TRUE, TRUE, NULL, NULL, NULL, 8000, NULL);
INSERT INTO help_visit (id, request_id, volunteer_id, there_at, left_at, attested_at, minutes,
    reason, corrected_by)
VALUES (10, 1, 10, 2000, 3000, 4000, 30, 'k.sealed reason', 1);
