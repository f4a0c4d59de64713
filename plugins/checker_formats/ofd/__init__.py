"""OFD, the format of fixed pages of GB/T 33190."""
