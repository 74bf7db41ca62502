"""Operations in the database."""
