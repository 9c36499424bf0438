"""The parts of *link*: what is asked for, what the article says, and how candidates are weighed.

Each a small module; ``entities.link`` puts them in order.
"""
