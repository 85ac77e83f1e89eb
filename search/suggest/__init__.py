"""What may be meant while a word is typed: one list for each language, matched on the device."""
