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
