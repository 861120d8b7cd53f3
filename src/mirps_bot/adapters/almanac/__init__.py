"""The calendar for other people's programs: iCalendar, and the page that serves it."""
