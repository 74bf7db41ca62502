INSERT INTO picture_file (file, made_at, for_touch, for_phone, for_tv, cut_from, cut)
VALUES ('0123456789abcdef0123456789abcde0.jpg', 1000, 'touch', 'phone', 'tv',
    '0123456789abcdef0123456789abcdef.jpg', '0.1000 0.2000 0.5000 0.5000');
