"""Old and foreign word processors' files: named for what they are, converted by LibreOffice where the user asks."""
