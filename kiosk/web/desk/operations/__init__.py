"""Operations at the desk: health, and calendar exceptions."""
