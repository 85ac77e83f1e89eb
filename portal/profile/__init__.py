"""What a group says of itself on its public page, written by the group."""
