"""What was read, typed and checked, kept in this process by the digest of everything that it was made of.

A kernel that is forked from a process which loaded a package finds its tables here; one that changed since has another
digest and is read anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

import pandas as pd

LIMIT = 1 << 30  # bytes, of all that is kept; the latest stays, however large
DECIMAL = 104  # bytes of a Decimal object

_kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()


def recall(key: Hashable) -> Any:
    """What was kept under a key, None when nothing is."""
    found = _kept.get(key)
    if found is None:
        return None
    _kept[key] = _kept.pop(key, found)  # the latest last
    return found[0]


def keep(key: Hashable, value: Any, size: int) -> None:
    """Keep a value of so many bytes, and let go of what was longest unused when it grows too much."""
    _kept[key] = value, size
    while len(_kept) > 1 and sum(one[1] for one in list(_kept.values())) > LIMIT:
        _kept.popitem(last=False)


def clear() -> None:
    """Forget everything."""
    _kept.clear()


def weight(frame: pd.DataFrame) -> int:
    """About how many bytes a frame takes."""
    objects = sum(frame[name].dtype == object for name in frame.columns)
    return int(frame.memory_usage(deep=False).sum()) + objects * DECIMAL * len(frame)
