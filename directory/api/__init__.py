"""The HSDS API: what the site knows of places, for machines, to read only."""
