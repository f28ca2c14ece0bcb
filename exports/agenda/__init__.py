"""What happens in the town, as a calendar that people subscribe to (iCalendar, RFC 5545)."""
