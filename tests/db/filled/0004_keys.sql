INSERT INTO forgotten_key (id) VALUES ('gone');
