"""What the bot can do: one module for each folder of commands/ and reminders/. Data and names, no words."""
