INSERT INTO opening_check (kiosk, part, well, said_zh, said_en, todo_zh, todo_en, checked_at)
VALUES ('kiosk-1', 'printer', FALSE, '没纸了', 'out of paper', '换一卷', 'a new roll', 9000);
INSERT INTO paper_sheet (day, queue_id, prefix, first, last, printed_at, used, booked_at)
SELECT '2026-10-16', MIN(queue_key), 'A', 801, 820, 9000, 812, 9900 FROM content_item;
