"""Japanese language and calendar in plain Python: no Django here."""
