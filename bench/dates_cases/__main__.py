"""`python -m bench.dates_cases [--faults]`."""

from bench.dates_cases import main

main()
