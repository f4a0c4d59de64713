"""Protection against submissions that take too much time or memory."""
