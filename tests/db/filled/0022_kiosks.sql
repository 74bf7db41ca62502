INSERT INTO kiosk (name, run, version, migration, printer, voice, screen, disk, seen_at,
    troubled_at, twin_at, told, retired_at)
VALUES ('hall-1', 'abc', '0.1.0', 22, 'paper_out', 'well', 'lit', 9000000000, 9000, 8000, NULL,
    'broken', NULL);
