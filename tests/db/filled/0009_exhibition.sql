INSERT INTO picture_file (file, made_at, for_touch, for_phone, for_tv)
VALUES ('0123456789abcdef0123456789abcdef.jpg', 1000, 'touch', 'phone', 'tv'),
    ('fedcba9876543210fedcba9876543210.jpg', 900, NULL, NULL, NULL);
