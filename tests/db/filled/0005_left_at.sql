INSERT INTO volunteer (id, number, name, phone, teams, grid, vetted, active, link_hash, device_hash,
    pin_hash, made_at, left_at)
VALUES (9, 'V0009', '陈静', 'k.sealed telephone', '["t1"]', NULL, TRUE, FALSE, NULL, NULL, NULL,
    1000, 7000);
