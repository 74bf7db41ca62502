UPDATE ticket SET readiness = 'incomplete' WHERE id = (SELECT MIN(id) FROM ticket);
