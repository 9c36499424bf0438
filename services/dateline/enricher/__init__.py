"""The stream processors: intake, the three layers, and what runs them."""
