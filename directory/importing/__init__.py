"""The import engine: a file is read, compared with the site, shown, and applied as a whole."""
