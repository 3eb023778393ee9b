"""`make gallery`: pictures of every page and chart form, into reports/gallery/, by a browser without a network."""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser import forms

ROOT = Path(__file__).parents[2]
SITE, GALLERY = ROOT / "reports" / "site", ROOT / "reports" / "gallery"
WIDTHS = (1280, 390)
WAYS = [(language, digits) for language in ("ar", "en") for digits in ("latn", "arab")]


def shrunk(picture: bytes) -> Image.Image:
    """The picture in 64 colours, which flat pages do not miss."""
    return Image.open(io.BytesIO(picture)).convert("RGB").quantize(64, dither=Image.Dither.NONE)


def opened(tab: Page) -> None:
    """Open by keyboard alone the note on a share, and from it the note on its first input."""
    tab.locator("p.lead button.of").nth(3).focus()
    for key in ("Enter", "Tab", "Tab", "Enter"):
        tab.keyboard.press(key)


def main() -> int:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser or not SITE.exists():
        print("gallery: found no Chromium or no reports/site, expected both. Install one, run make report.", file=sys.stderr)
        return 2
    GALLERY.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for page in sorted([SITE / "index.html", *SITE.glob("ar/*.html"), *SITE.glob("en/*.html")]):
            name = "-".join(page.relative_to(SITE).with_suffix("").parts)
            for width in WIDTHS:
                tab = window.new_page(viewport={"width": width, "height": 900})
                tab.context.set_offline(True)
                tab.goto(page.as_uri())
                shrunk(tab.screenshot(full_page=True)).save(GALLERY / f"{name}-{width}.png", optimize=True)
                tab.close()
        for page, width in ((page, width) for page in sorted(SITE.glob("*/deals.html")) for width in WIDTHS):
            tab = window.new_page(viewport={"width": width, "height": 700})
            tab.context.set_offline(True)
            tab.goto(page.as_uri())
            opened(tab)
            shrunk(tab.screenshot()).save(GALLERY / f"note-{page.parent.name}-{width}.png", optimize=True)
            tab.close()
        for language, digits in WAYS:
            tab = window.new_page(viewport={"width": 1220, "height": 900})
            tab.set_content(forms.page(language, digits))
            tab.evaluate("document.fonts.ready")
            shrunk(tab.screenshot(full_page=True)).save(GALLERY / f"forms-{language}-{digits}.png", optimize=True)
            tab.close()
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
