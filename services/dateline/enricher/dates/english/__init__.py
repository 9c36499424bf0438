"""English: the tables of words, numbers, rows and cues. Another language is another folder like this."""
