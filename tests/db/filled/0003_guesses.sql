INSERT INTO guess_counter (subject, origin, wrong, wrong_at)
VALUES ('staff:1', 'strangers', 21, 5000), ('volunteer:1', 'device one', 2, 6000);
INSERT INTO hall_pass (id, used, ends_at) VALUES ('pass', 2, 9000);
