"""What a page reads of its data, and digests by which to tell whether that is still the same.

    Reads     kept while a notebook runs: tables by their columns, rows by their ids, seeds, the newest day
    prints    digests of exactly that, from the files as they are today
    choices   the values that parameters drawn from the data may take; newest the last day written in full
    digest    of a file, Broken when a package cannot be read at all

Files are read as plain cells and never judged here: that is for `tables`, which whoever runs a notebook goes through.
So nothing heavy is imported, and to find that nothing changed costs next to nothing.
"""

from .digests import prints
from .files import Broken, choices, digest, folder, newest
from .record import Reads

__all__ = ["Broken", "Reads", "choices", "digest", "folder", "newest", "prints"]
