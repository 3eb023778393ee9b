"""Where the commands find things and put them, unless told otherwise."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "reports" / "site"
SCHEDULE = ROOT / "reports" / "schedule.toml"
LEDGER = ROOT / "reports" / "ledger.json"
