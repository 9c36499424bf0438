"""What Kafka's Python clients leave undone: broken records, static members, stray cancellations, denials.

Each module mends one thing and says what goes wrong without it; the rest of the room uses
the clients as if they had it. When a client learns it, its module goes.
"""
