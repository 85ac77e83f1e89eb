"""The city's plan: editions, measures, the departments in charge."""
