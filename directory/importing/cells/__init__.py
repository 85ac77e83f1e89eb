"""One cell at a time: text as people typed it → a value that JSON can hold.

A reader returns a `Reading`; text that it does not understand, or that says nothing that can be
true, raises `NotUnderstood` with one Japanese sentence. Nothing is guessed.
"""
