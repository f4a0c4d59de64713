"""Protection against submissions that take too long."""
