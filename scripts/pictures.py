#!/usr/bin/env python3
"""Makes the pictures of docs/pictures anew: screens of the simulated day, as PNG.

    scripts/pictures.py [PROGRAM] [NAME ...]    PROGRAM: .build/release/tracker-tui otherwise

Runs the program in tmux, plays keys, reads the cells with their colours, and draws them: letters with
DejaVu Sans Mono, all that charts and frames are made of as a good terminal does, cell by cell. Needs
tmux, Python's Pillow and the font (Debian: tmux, python3-pil, fonts-dejavu-core).
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from PIL import Image, ImageDraw, ImageFont

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono%s.ttf"
CELL = (9, 18)
GROUND, TEXT = (0x10, 0x10, 0x10), (0xD0, 0xD0, 0xD0)

# name: size, options, keys (each followed by a wait), what must be seen before the picture is taken; a rule of
# alerts stands in the configuration
PICTURES = {
    "default": ((120, 40), [], [], "calmer than"),
    "zoom": ((120, 40), [], ["z", "i"], "mean 1 h"),
    "restless": ((120, 40), [], ["v"], "map of"),
    "compare": ((120, 40), [], ["o", "Down"], "minutes by distance"),
    "alert": ((120, 40), [], ["A", "C-u", "moves 1% in 15m"], "times in 24 h"),
    "alerts": ((120, 40), [], ["!"], "! 1 alert"),
}
CONFIGURATION = """
[[alert]]
name = "fast"
on = "binance:*usdt"
when = "moves 3% in 15m"
[[alert]]
name = "eth-5k"
on = "binance:ethusdt"
when = "above 5k"
[[alert]]
name = "unusual"
on = ["okx", "kraken:*usd"]
when = "unusual:15m>=6"
[[alert]]
name = "apart"
on = "kraken:btcusd"
when = "30 bp apart from coinbase"
[[alert]]
name = "over-1"
on = "binance:btcusdt"
when = "last>1"
at-start = true
[[alert]]
name = "sources"
on = "*"
when = "failing for 5 min"
"""


def rgb(number):
    """A colour of 256, as xterm has them."""
    if number < 16:
        level = 255 if number >= 8 else 205
        return tuple(level if number >> bit & 1 else 0 for bit in range(3))
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    return tuple((0, 95, 135, 175, 215, 255)[(number - 16) // step % 6] for step in (36, 6, 1))


class Look:
    """The state of SGR: colours, bold, dim, underlined, reversed."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.colour = self.ground = None
        self.bold = self.dim = self.underlined = self.reversed = False

    def take(self, codes):
        codes = [int(code or 0) for code in re.split("[;:]", codes)]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.reset()
            elif code in (1, 2, 4, 7):
                setattr(self, {1: "bold", 2: "dim", 4: "underlined", 7: "reversed"}[code], True)
            elif code == 22:
                self.bold = self.dim = False
            elif code in (24, 27):
                setattr(self, {24: "underlined", 27: "reversed"}[code], False)
            elif code in (38, 48):
                if codes and codes.pop(0) == 5:
                    colour = rgb(codes.pop(0))
                else:
                    colour, codes = tuple(codes[:3]), codes[3:]
                setattr(self, "colour" if code == 38 else "ground", colour)
            elif code == 39:
                self.colour = None
            elif code == 49:
                self.ground = None
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.colour = rgb(code - 30 if code < 90 else code - 82)
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.ground = rgb(code - 40 if code < 100 else code - 92)

    def colours(self):
        colour, ground = self.colour or TEXT, self.ground or GROUND
        if self.reversed:
            colour, ground = ground, colour
        if self.dim:
            colour = tuple((a + b) // 2 for a, b in zip(colour, ground))
        return colour, ground


def braille(draw, x, y, value, colour):
    for dot, (column, row) in enumerate(
            [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]):
        if value >> dot & 1:
            left, top = x + 1 + column * 5, y + 1 + round(row * 4.5)
            draw.rectangle((left, top, left + 2, top + 2), fill=colour)


# Eighths of a cell: from the left, from the bottom, and quarters.
LEFT = dict(zip("▏▎▍▌▋▊▉█", range(1, 9)))
BOTTOM = dict(zip("▁▂▃▄▅▆▇█", range(1, 9)))
QUARTERS = {"▘": 1, "▝": 2, "▀": 3, "▖": 4, "▌": 5, "▞": 6, "▛": 7, "▗": 8, "▚": 9, "▐": 10, "▜": 11,
            "▄": 12, "▙": 13, "▟": 14, "█": 15}
# The arms of lines: left, right, up, down.
ARMS = {"─": "lr", "━": "LR", "│": "ud", "┃": "UD", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "┐": "ld", "┌": "rd",
        "┘": "lu", "└": "ru", "┴": "lru", "┤": "lud", "├": "rud", "┬": "lrd", "┼": "lrud", "╋": "LRUD", "╹": "U",
        "╻": "D"}


def glyph(draw, x, y, sign, colour):
    """Draws what is made of lines and blocks; False for a letter."""
    width, height = CELL
    middle, centre = x + width // 2, y + height // 2
    if "\u2800" <= sign <= "\u28ff":
        braille(draw, x, y, ord(sign) - 0x2800, colour)
    elif sign in BOTTOM and sign not in "█▄":
        draw.rectangle((x, y + height - round(height * BOTTOM[sign] / 8), x + width - 1, y + height - 1), fill=colour)
    elif sign in LEFT and sign not in "█▌":
        draw.rectangle((x, y, x + round(width * LEFT[sign] / 8) - 1, y + height - 1), fill=colour)
    elif sign in QUARTERS:
        for bit, (column, row) in enumerate([(0, 0), (1, 0), (0, 1), (1, 1)]):
            if QUARTERS[sign] >> bit & 1:
                left, top = x + column * 5, y + row * 9
                draw.rectangle((left, top, left + 4 - column, top + 8), fill=colour)
    elif sign in ARMS:
        for arm in ARMS[sign]:
            thick = 1 if arm.isupper() else 0
            if arm in "lL":
                draw.rectangle((x, centre - thick, middle, centre + thick), fill=colour)
            elif arm in "rR":
                draw.rectangle((middle, centre - thick, x + width - 1, centre + thick), fill=colour)
            elif arm in "uU":
                draw.rectangle((middle - thick, y, middle, centre), fill=colour)
            else:
                draw.rectangle((middle - thick, centre, middle, y + height - 1), fill=colour)
    elif sign == "┊":
        for top in range(0, height, 5):
            draw.rectangle((middle, y + top, middle, y + top + 2), fill=colour)
    elif sign == "╌":
        for left in (0, 5):
            draw.rectangle((x + left, centre, x + left + 2, centre), fill=colour)
    else:
        return False
    return True


def picture(text, size):
    """Draws what `tmux capture-pane -e` has printed."""
    width, height = CELL
    image = Image.new("RGB", (size[0] * width, size[1] * height), GROUND)
    draw = ImageDraw.Draw(image)
    fonts = {bold: ImageFont.truetype(FONTS % ("-Bold" if bold else ""), 15) for bold in (False, True)}
    look = Look()  # tmux tells of changes alone, from one line to the next too
    for row, line in enumerate(text.split("\n")[:size[1]]):
        column = 0
        for part in re.split("(\x1b\\[[0-9;:]*m)", line):
            if part.startswith("\x1b"):
                look.take(part[2:-1])
                continue
            colour, ground = look.colours()
            for sign in part:
                x, y = column * width, row * height
                if ground != GROUND:
                    draw.rectangle((x, y, x + width - 1, y + height - 1), fill=ground)
                if sign != " " and not glyph(draw, x, y, sign, colour):
                    draw.text((x, y), sign, font=fonts[look.bold], fill=colour)
                if look.underlined:
                    draw.rectangle((x, y + height - 2, x + width - 1, y + height - 2), fill=colour)
                column += 1
    return image.quantize(64, dither=Image.Dither.NONE)


def tmux(folder, *words):
    return subprocess.run(["tmux", "-S", folder + "/socket", "-f", "/dev/null", *words],
                          check=True, capture_output=True, text=True).stdout


def screen(program, size, options, keys, wanted):
    folder = tempfile.mkdtemp()
    os.makedirs(folder + "/.config/tracker-tui")
    with open(folder + "/.config/tracker-tui/config.toml", "w") as file:
        file.write(CONFIGURATION)
    try:
        words = ["env", "COLORTERM=truecolor", "TERM=xterm-256color", "COLORFGBG=15;0", "HOME=" + folder, "LC_ALL=C.UTF-8",
                 program, "--demo", "--pairs", "3000", "--theme", "dark", *options]
        tmux(folder, "new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), *words)
        tmux(folder, "set", "-s", "terminal-features", "*:RGB")
        shown = before = ""
        for key in [None, *keys]:
            if key:
                tmux(folder, "send-keys", key)
            last = key == ([None] + keys)[-1]
            for _ in range(250):  # until it stands still; what fires does so with the next minute
                time.sleep(0.3)
                before, shown = shown, tmux(folder, "capture-pane", "-p", "-e")
                plain = re.sub("\x1b\\[[0-9;:]*m", "", shown)
                if (wanted if last else "SIMULATED") in plain and shown == before:
                    break
        tmux(folder, "kill-server")
        return shown
    finally:
        shutil.rmtree(folder)


def main():
    words = sys.argv[1:]
    program = os.path.join(ROOT, ".build/release/tracker-tui")
    if words and os.path.exists(words[0]):
        program = os.path.abspath(words.pop(0))
    for name in words or PICTURES:
        size, options, keys, wanted = PICTURES[name]
        path = os.path.join(ROOT, "docs/pictures", name + ".png")
        picture(screen(program, size, options, keys, wanted), size).save(path, optimize=True)
        print(f"{path}: {os.path.getsize(path):,} bytes")


if __name__ == "__main__":
    main()
