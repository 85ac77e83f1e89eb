"""What the directory gives away: files in known formats, asked of `.public()` alone."""
