"""What was read: documents, the files they come from, and the protocol of readers."""
