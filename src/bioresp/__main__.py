"""`python -m bioresp`."""

from bioresp.cli import main

main()
