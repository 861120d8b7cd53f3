"""E-mail, for people who can't use chat."""
