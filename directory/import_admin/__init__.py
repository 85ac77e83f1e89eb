"""The pages of the admin on which lists are imported."""
