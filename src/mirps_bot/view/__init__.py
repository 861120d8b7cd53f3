"""What is shown, what is asked and what a button does, free of any platform."""
