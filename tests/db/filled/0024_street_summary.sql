INSERT INTO street_summary (id, written_at, told) VALUES (1, 9000000000, '{"format": 1}');
