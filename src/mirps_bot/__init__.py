"""A chat bot for the focal points of the MIRPS Support Platform."""
