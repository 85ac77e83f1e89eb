"""The project's Markdown files and what they name."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_YET = ("Not there yet", "まだないもの", "What is not there yet")

_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.*)$")


def markdown_files() -> list[Path]:
    """Every Markdown file that git knows or would take."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "*.md"]
    run = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(path for name in set(run.stdout.splitlines()) if (path := ROOT / name).exists())


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def present_text(path: Path) -> str:
    """The text without the sections that say what does not exist yet."""
    kept, skipping = [], False
    for line in text_of(path).splitlines():
        if heading := _HEADING.match(line):
            skipping = heading[1] in NOT_YET
        if not skipping:
            kept.append(line)
    return "\n".join(kept)


def code_in(text: str) -> list[str]:
    """What stands in blocks and spans of code, without the back ticks."""
    return [match.strip("`\n") for match in _CODE.findall(text)]


def relative_links(path: Path) -> Iterator[str]:
    """The targets of links into the project, without fragments."""
    for target in _LINK.findall(_CODE.sub("", text_of(path))):
        if not re.match(r"[a-z]+:|#", target):
            yield target.partition("#")[0]
