"""Word documents: package → styles and numbering → body → Document, in one pass over its XML."""
