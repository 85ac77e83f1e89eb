"""Search in the admin's own lists and choosers: Wagtail's search backend with our analysis.

It lives in the site's database, SQLite or PostgreSQL, and asks no other server. `WAGTAILSEARCH_BACKENDS`
names `search.admin_search.backend`.
"""
