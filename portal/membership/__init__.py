"""Who belongs to a group's desk: inviting, joining, handing over and leaving."""
