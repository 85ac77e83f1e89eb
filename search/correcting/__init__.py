"""The words of the site by which misspelt queries are corrected, kept in a table."""
