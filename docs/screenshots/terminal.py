"""Draws what a terminal shows, colours and all, as SVG: text on standard input, as `tmux capture-pane -e -p` gives it."""

import re
import sys
from html import escape

BASIC = ["#2b2b38", "#e5786d", "#7fc99b", "#e6b866", "#7faee6", "#c3a3ea", "#6cc5c1", "#d9d4c7"]
BRIGHT = ["#7d7a8c", "#ff9c8c", "#9be0b5", "#f5cf85", "#a3c8f5", "#d9c0f7", "#8fdcd8", "#f7f2e6"]
GROUND, INK = "#1b1a26", "#e8e3d8"
ADVANCE, LINE, MARGIN, BAR = 8.43, 20, 18, 34


def colour(codes):
    """The colour that follows 38: one of 256, or red, green and blue."""
    if codes.pop(0) == 2:
        return "#%02x%02x%02x" % (codes.pop(0), codes.pop(0), codes.pop(0))
    n = codes.pop(0)
    if n < 16:
        return (BASIC + BRIGHT)[n]
    if n >= 232:
        return "#" + "%02x" % (8 + (n - 232) * 10) * 3
    n -= 16
    return "#%02x%02x%02x" % tuple(0 if not v else 55 + v * 40 for v in (n // 36, n // 6 % 6, n % 6))


def restyle(style, codes):
    codes = [int(code or 0) for code in codes.split(";")]
    while codes:
        code = codes.pop(0)
        if code == 0:
            style.clear()
        elif code == 1:
            style["font-weight"] = "bold"
        elif code == 2:
            style["opacity"] = ".65"
        elif code == 22:
            style.pop("font-weight", None)
            style.pop("opacity", None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style["fill"] = BASIC[code - 30] if code < 90 else BRIGHT[code - 90]
        elif code == 38:
            style["fill"] = colour(codes)
        elif code == 39:
            style.pop("fill", None)
        elif code == 48:
            colour(codes)


lines = sys.stdin.read().rstrip("\n").split("\n")
while lines and not lines[-1].strip():
    lines.pop()
plain = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in lines]
width = round(max(len(line) for line in plain) * ADVANCE + 2 * MARGIN)
height = BAR + len(lines) * LINE + MARGIN
print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
      ' font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'Liberation Mono\', monospace" font-size="14">')
print("<title>Dromedary in a terminal</title>")
print(f'<rect width="{width}" height="{height}" rx="10" fill="{GROUND}"/>')
for i, fill in enumerate(BASIC[1:4]):
    print(f'<circle cx="{MARGIN + 6 + i * 18}" cy="17" r="5.5" fill="{fill}"/>')
style = {}
for row, line in enumerate(lines):
    column = 0
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b["):
            restyle(style, part[2:-1])
        elif part.strip():
            told = "".join(f' {name}="{value}"' for name, value in ({"fill": INK} | style).items())
            x, y = MARGIN + column * ADVANCE, BAR + row * LINE + 14
            print(f'<text x="{x:.1f}" y="{y}" textLength="{len(part.rstrip()) * ADVANCE:.1f}" xml:space="preserve"{told}>'
                  f'{escape(part.rstrip())}</text>')
        if not part.startswith("\x1b["):
            column += len(part)
print("</svg>")
