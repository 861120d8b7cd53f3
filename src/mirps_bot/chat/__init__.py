"""What the adapters of chat platforms have in common, whichever platform it is."""
