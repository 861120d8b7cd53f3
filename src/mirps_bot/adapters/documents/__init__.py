"""Documents to be printed, as files."""
