"""How far two pictures of one text differ: 0 for the same ink, 1 for ink that shares no place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from PIL import Image

Ink = np.ndarray  # darkness from 0 to 1, cropped to where there is any

FAINT = 0.15  # below it a pixel is no ink
STRETCH, SLACK = 0.015, 2.5  # by how much widths may differ: a share of the width, and pixels
SHIFTS = (-2, -1, 0, 1, 2)  # pixels by which one picture may lie above the other
WINDOW, LEAST = 28, 60.0  # columns; ink below which a window's share counts as of this much
BOX = 5  # pixels
BLUR = np.array([0.06, 0.24, 0.4, 0.24, 0.06])  # hinting and rounding move edges by less than a pixel
PITCHES = range(22, 44)  # pixels from line to line, which is no matter of Arabic

EMPTY: Ink = np.zeros((0, 0))


def cropped(dark: np.ndarray) -> Ink:
    """The part of a picture that holds ink."""
    rows, columns = np.flatnonzero((dark > FAINT).any(axis=1)), np.flatnonzero((dark > FAINT).any(axis=0))
    return dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else EMPTY


def rows_of(pictures: Iterable[Image.Image], row: int) -> Iterator[Ink]:
    """The ink of each row of some sheets."""
    for picture in pictures:
        dark = 1 - np.asarray(picture.convert("L"), dtype=np.float32) / 255
        yield from (cropped(dark[top : top + row]) for top in range(0, len(dark) - row + 1, row))


def difference(one: Ink, lines: Sequence[tuple[Ink, float]]) -> float:
    """How far a drawn label differs from an engine's lines (each with its height above the baseline), best spacing taken."""
    if not one.size or not any(line.size for line, _ in lines):
        return float(bool(one.size) != any(line.size for line, _ in lines))
    stacks = {pitch: stacked(lines, pitch) for pitch in (PITCHES if len(lines) > 1 else (0,))}
    return min(compared(one, stack) for stack in stacks.values())


def stacked(lines: Sequence[tuple[Ink, float]], pitch: int) -> Ink:
    """Lines one under the other, flush left, as the sheets have them."""
    if len(lines) == 1:
        return lines[0][0]
    width = max(line.shape[1] for line, _ in lines)
    top = max(round(above) for _, above in lines)
    sheet = np.zeros((top + pitch * len(lines) + 40, width))
    for place, (line, above) in enumerate(lines):
        y, x = top + place * pitch - round(above), 0
        sheet[y : y + line.shape[0], x : x + line.shape[1]] = np.maximum(
            sheet[y : y + line.shape[0], x : x + line.shape[1]], line
        )
    return cropped(sheet)


def compared(one: Ink, other: Ink) -> float:
    """The largest share of ink that two pictures do not share in any window; 1 when their sizes differ."""
    if abs(one.shape[1] - other.shape[1]) > SLACK + STRETCH * one.shape[1] or abs(one.shape[0] - other.shape[0]) > 4:
        return 1.0
    stretched = Image.fromarray((other * 255).astype(np.uint8)).resize((one.shape[1], other.shape[0]))
    first, second = blurred(one), blurred(np.asarray(stretched, dtype=float) / 255)
    return min(apart(first, second, down) for down in SHIFTS)


def blurred(ink: Ink) -> Ink:
    """The picture with its edges softened, on a margin."""
    padded = np.pad(ink, 6)
    for axis in (0, 1):
        padded = np.apply_along_axis(np.convolve, axis, padded, BLUR, "same")
    return padded


def apart(one: Ink, other: Ink, down: int) -> float:
    """The largest share of unshared ink over windows a letter or two wide, each at its own best place sideways."""
    high = max(one.shape[0], other.shape[0]) + abs(down)
    first, second = np.zeros((high, one.shape[1])), np.zeros((high, one.shape[1]))
    first[max(down, 0) : max(down, 0) + one.shape[0]] = one
    second[max(-down, 0) : max(-down, 0) + other.shape[0]] = other
    worst = np.full(first.shape[1], 1.0)
    for aside in SHIFTS:
        moved = np.roll(second, aside, axis=1)
        unshared, all_ink = (windowed(rows.sum(axis=0)) for rows in (np.abs(first - moved), first + moved))
        worst = np.minimum(worst, unshared / np.maximum(all_ink, LEAST))
    return float(worst.max())


def windowed(columns: np.ndarray) -> np.ndarray:
    """The sum over a window around each column."""
    return np.convolve(columns, np.ones(min(WINDOW, len(columns))), "same")


def residue(one: Ink, lines: Sequence[tuple[Ink, float]]) -> float:
    """The most ink in any five by five pixels for which the other picture has none within a pixel: a dot, a mark, a bar.

    A whole label may agree but for one dot, which is a small share of its ink; here it is all that counts.
    """
    stacks = (stacked(lines, pitch) for pitch in (PITCHES if len(lines) > 1 else (0,)))
    fits = [stack for stack in stacks if stack.size and compared(one, stack) < 1.0]
    return min((left_over(one, stack) for stack in fits), default=BOX**2.0)


def left_over(one: Ink, other: Ink) -> float:
    """The residue at the best place up and down, each part of the line at its own best place sideways."""
    stretched = Image.fromarray((other * 255).astype(np.uint8)).resize((one.shape[1], other.shape[0]))
    second = np.asarray(stretched, dtype=float) / 255
    high = max(one.shape[0], second.shape[0]) + 8
    first = np.pad(one, ((4, high - 4 - one.shape[0]), (4, 4)))
    best = np.inf
    for down in SHIFTS:
        below = np.pad(second, ((4 + down, high - 4 - down - second.shape[0]), (4, 4)))
        worst = np.full(first.shape[1], np.inf)
        for aside in SHIFTS:
            moved = np.roll(below, aside, axis=1)
            extra, missing = (boxed(np.clip(a - around(b), 0, 1)) for a, b in ((first, moved), (moved, first)))
            worst = np.minimum(worst, widened(np.maximum(extra, missing).max(axis=0)))
        best = min(best, float(worst.max()))
    return best


def around(ink: Ink) -> Ink:
    """The darkest of each pixel and its eight neighbours."""
    padded = np.pad(ink, 1)
    return np.max([padded[y : y + ink.shape[0], x : x + ink.shape[1]] for y in range(3) for x in range(3)], axis=0)


def boxed(ink: Ink) -> Ink:
    """The ink in a box that ends at each pixel."""
    total = np.cumsum(np.cumsum(np.pad(ink, ((BOX, 0), (BOX, 0))), 0), 1)
    return total[BOX:, BOX:] - total[:-BOX, BOX:] - total[BOX:, :-BOX] + total[:-BOX, :-BOX]


def widened(columns: np.ndarray) -> np.ndarray:
    """The most of each column and six on either side, which move together."""
    padded = np.pad(columns, 6, mode="edge")
    return np.max([padded[place : place + len(columns)] for place in range(13)], axis=0)
