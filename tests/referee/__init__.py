"""The golden referee: every label as Matplotlib draws it, held against engines that share none of our code.

    labels    the texts, with the arrangement that a reader expects where a rule of the house departs from the default
    draw      all labels by Matplotlib as PNG, SVG and PDF; run by either environment
    engines   the same texts by Pillow with HarfBuzz, and by Chromium
    ink       how far two pictures differ
    twins     the same labels reversed, unjoined and reordered, which must be caught
"""
