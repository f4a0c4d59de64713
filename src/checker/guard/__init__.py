"""What keeps one submission from holding up the others."""
