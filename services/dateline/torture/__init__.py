"""The torture of the demo: kills under load, counted from outside, beside a plain Faust agent.

The parts: what is sent, when who is killed, the workers, the count, and what stands on the
topics. What a person sees of it is for ``cli.torture``.
"""
