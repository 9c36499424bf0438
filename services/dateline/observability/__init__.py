"""Metrics, health and logs: each declared once, in the file of its name."""
