"""Microsoft Teams: what comes in becomes words of the dialogue, what goes out becomes cards."""
