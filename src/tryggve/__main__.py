"""So that `python -m tryggve` is the command `tryggve`."""

from tryggve.cli import main

main()
