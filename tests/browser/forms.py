"""A page of all chart forms in one language and one set of digits, as JupyterLab shows them."""

import base64
from pathlib import Path

from analysis import style
from analysis.charts import Chart
from tests import frames

TITLES = {"ar": "عنوان الرسم: من {} إلى القارئ", "en": "The chart’s title: from {} to the reader"}


def charts(language: str, digits: str) -> list[Chart]:
    """A chart of each form."""
    return [
        function(frame, name=form, title=TITLES[language].format(form), language=language, digits=digits, **how)
        for form, (function, frame, how) in frames.by_form().items()
    ]


def face(path: Path) -> str:
    """A font of the house as a rule of the page."""
    weight = 600 if "SemiBold" in path.name else 400
    data = base64.b64encode(path.read_bytes()).decode()
    return f'@font-face{{font-family:"{style.SANS}";font-weight:{weight};src:url(data:font/ttf;base64,{data})}}'


def page(language: str, digits: str) -> str:
    """The page: both drawings of each form, the wide one as JupyterLab shows it and the one for phones beside it."""
    faces = "".join(map(face, sorted(style.FONTS.glob("MizanSans-*.ttf"))))
    rules = f"{faces}body{{margin:16px}}section{{display:flex;gap:24px;align-items:flex-start;margin-bottom:32px}}"
    rules += "section figure{flex:none;width:752px;margin:0}section .phone{width:366px}"
    rows = []
    for chart in charts(language, digits):
        drawn = chart.svg()
        rows.append(f"<section>{chart.view(drawn)}<figure class='mizan phone'>{drawn['narrow']}</figure></section>")
    return f'<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{rules}</style>{"".join(rows)}</html>'
