"""``dateline demo --torture`` as people see it: ``play`` is the whole evening, ``acts`` its second half.

``desk`` is the folder in which the printed commands work, ``screen`` what stands on the
terminal. What is done to workers, and how it is counted: ``dateline.torture``.
"""
