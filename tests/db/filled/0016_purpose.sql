UPDATE booking SET encrypted_purpose = 'k.sealed purpose'
WHERE reservation_id = (SELECT MIN(reservation_id) FROM booking);
