"""`python -m analysis` is the command `mizan`."""

from .cli import main

if __name__ == "__main__":
    main()
