"""Web pages: bytes → text → tree → main content → lines and tables → Document."""
