"""
A terminal for tests: a screen that obeys the few sequences that progress may use and tells of any other, and a
program run in a pseudo-terminal with such a screen before it.
"""
import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata

SEQUENCE = re.compile(r"\033\[([0-9;]*)([A-Za-z])")


class Screen:
    """Rows of cells, the lines that scrolled off above them, and which rows go on in the next."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [[]]
        self.goes_on = [False]
        self.above = []
        self.x = self.y = 0
        self.faults = []
        self.rest = ""
        self.colours = 0
        self.moves = 0

    def resize(self, columns, rows):
        """As terminals do that do not break lines anew: what is right of the edge is lost."""
        self.columns, self.rows = columns, rows
        self.cells = [row[:columns] for row in self.cells]
        while len(self.cells) > rows:
            self.scroll()
        self.x = min(self.x, columns - 1)

    def scroll(self):
        self.above.append((self.cells.pop(0), self.goes_on.pop(0)))
        self.y -= 1
        if self.y < 0:
            self.faults.append("the cursor's row scrolled off")
            self.y = 0

    def down(self):
        self.y += 1
        if self.y == len(self.cells):
            self.cells.append([])
            self.goes_on.append(False)
        if len(self.cells) > self.rows:
            self.scroll()

    def put(self, c):
        if unicodedata.combining(c):
            return
        width = 2 if unicodedata.east_asian_width(c) in "WF" else 1
        if self.x + width > self.columns:
            self.goes_on[self.y] = True
            self.x = 0
            self.down()
        row = self.cells[self.y]
        row.extend(" " * (self.x - len(row)))
        row[self.x:self.x + width] = [c] + [""] * (width - 1)
        self.x += width

    def obey(self, numbers, letter):
        number = int(numbers or 1) if ";" not in numbers else None
        row = self.cells[self.y]
        if letter == "A":
            self.moves += 1
            if number > self.y:
                self.faults.append(f"{number} lines up from row {self.y}")
            self.y = max(0, self.y - number)
        elif letter == "K" and numbers in ("", "0"):
            del row[self.x:]
            self.goes_on[self.y] = False
        elif letter == "J" and numbers in ("", "0"):
            del row[self.x:]
            self.goes_on[self.y] = False
            del self.cells[self.y + 1:], self.goes_on[self.y + 1:]
        elif letter == "m":
            self.colours += 1
        else:
            self.faults.append(f"the sequence ESC[{numbers}{letter}")

    def feed(self, text):
        text = self.rest + text
        i = 0
        self.rest = ""
        while i < len(text):
            c = text[i]
            found = SEQUENCE.match(text, i)
            if found:
                self.obey(*found.groups())
                i = found.end()
                continue
            if c == "\033" and re.fullmatch(r"\033(\[[0-9;]*)?", text[i:]):
                self.rest = text[i:]
                return
            if c == "\n":
                self.down()
            elif c == "\r":
                self.x = 0
            elif c == "\t":
                self.x = min(self.columns - 1, self.x // 8 * 8 + 8)
            elif ord(c) < 32 or c == "\x7f":
                self.faults.append(f"the control character {ord(c)}")
            else:
                self.put(c)
            i += 1

    def shown(self):
        """What stands on the screen, a string a row."""
        return ["".join(row).rstrip() for row in self.cells]

    def lines(self):
        """All that was printed and still stands or scrolled off, broken lines made whole."""
        lines, whole = [], ""
        for row, goes_on in [*self.above, *zip(self.cells, self.goes_on)]:
            whole += "".join(row) if goes_on else "".join(row).rstrip()
            if not goes_on:
                lines.append(whole)
                whole = ""
        while lines and not lines[-1]:
            lines.pop()
        return lines


def size(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


class Session:
    """A program in a pseudo-terminal of its own; `look` is called with the screen after each piece it wrote."""

    def __init__(self, command, columns, rows, env, cwd=None, stdout=None):
        self.screen = Screen(columns, rows)
        self.master, slave = pty.openpty()
        size(slave, columns, rows)
        names = ("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE", "LC_MESSAGES", "NO_COLOR", "TERM", "TMUX", "VTE_VERSION", "KITTY_WINDOW_ID",
                 "WT_SESSION", "KONSOLE_VERSION", "ALACRITTY_WINDOW_ID", "ARSHJUL_TEMPLATES", "ARSHJUL_LOCALE", "JOURNAL_STREAM")
        clean = {k: v for k, v in os.environ.items() if k not in names}
        clean.update({"ASAN_OPTIONS": "detect_leaks=1", "TERM": "xterm", "LC_ALL": "C.UTF-8", **env})

        def take_terminal():
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen([str(c) for c in command], cwd=cwd, env={k: v for k, v in clean.items() if v is not None},
                                        stdin=slave, stdout=stdout or slave, stderr=slave, preexec_fn=take_terminal, close_fds=True)
        os.close(slave)
        self.bytes = b""

    def resize(self, columns, rows):
        size(self.master, columns, rows)
        self.screen.resize(columns, rows)

    def send(self, number):
        os.kill(self.process.pid, number)

    def follow(self, look=lambda screen: None, seconds=600):
        """Reads to the end; True when there was one."""
        end = time.monotonic() + seconds
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while time.monotonic() < end:
            ready, _, _ = select.select([self.master], [], [], 0.1)
            if not ready:
                continue
            try:
                piece = os.read(self.master, 65536)
            except OSError:
                piece = b""
            if not piece:
                break
            self.bytes += piece
            self.screen.feed(decoder.decode(piece))
            look(self.screen)
        else:
            self.process.send_signal(signal.SIGKILL)
        os.close(self.master)
        self.status = self.process.wait(300)
        return time.monotonic() < end
