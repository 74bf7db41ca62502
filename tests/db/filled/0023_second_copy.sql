INSERT INTO second_copy (id, memory, passes, lanes, salt, public, author, sealed_at, tried_at,
    made_at, wanted_at, since_at, size, trouble, detail, told)
VALUES (1, 65536, 3, 4, '00', '01', '02', 1000, 4000, 3000, 2000, NULL, 9000000000, 'copy_full',
    'no room', true);
INSERT INTO pairing (id, salt, wrapped, tries, until) VALUES (1, '00', '01', 4, 9000);
