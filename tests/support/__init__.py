"""What tests share: a centre, its people, its content, a database, a virtual screen."""
