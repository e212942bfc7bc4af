"""
Completions as a shell carries them out, from the package: the commands and options are those of the table in
src/cli/options.c, and what may stand as a value is what the program takes.
"""
import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import time

from harness import TOP, difference, run

# Completes the words it is given, the last of them begun, and writes what is proposed, one a line.
BASH = r"""
source "$1" || exit
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_arshjul
[ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
"""


def table():
    """From the source: the options by their bits with name and letter, the commands with the bits that each takes and its formats."""
    source = (TOP / "src/cli/options.c").read_text(encoding="utf-8")
    options = {bit: (f"--{name}", f"-{letter}" if letter != "0" else None) for bit, letter, name in re.findall(
        r"""\{(CLI_\w+), '?(\w)'?, "([a-z-]+)",""", source)}
    several = {name: set(bits.split(" | ")) for name, bits in re.findall(r"([A-Z_]+) = (CLI_\w+(?: \| CLI_\w+)*)", source)}
    commands = {}
    text = source[source.index("cli_commands[] = {"):source.index("cli_command_count")]
    for entry in re.split(r"\n    \{(?=\")", text)[1:]:
        name = re.match(r'"([a-z-]+)"', entry)[1]
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', lambda m: m[0] if re.fullmatch(r'"[a-z]+( [a-z]+)*"', m[0]) else '""', entry)
        words = set(re.findall(r"[A-Z][A-Z_]+", bare))
        bits = (words & set(options)).union(*(several[word] for word in words & set(several)))
        formats = re.search(r'[A-Z],\s*"([a-z ]+)"', bare)
        commands[name] = (bits, formats[1].split() if formats else [])
    return options, commands


class Bash:
    def __init__(self, script, program, folder):
        self.script, self.program, self.folder = script, program, folder

    def complete(self, *words):
        done = run(["bash", "-c", BASH, "bash", self.script, self.program, *words], cwd=self.folder,
                   env={"LC_ALL": "C.UTF-8", "LANGUAGE": "sv"})
        return sorted(set((done.out + done.err).split("\n")) - {""})


def make_reports(folder):
    for name in ("input/aby/budget-2026", "input/aby/bokslut-2026", "input/asele", "utkast till budget"):
        (folder / name).mkdir(parents=True)
    for name in ("input/aby/budget-2026/report.xml", "input/aby/budget-2026/data.csv", "gammal.json"):
        (folder / name).write_text("")


def check_bash(tally, bash):
    options, commands = table()

    def expect(name, wanted, *words):
        tally.case(f"bash: {name}", difference("\n".join(sorted(wanted)), "\n".join(bash.complete(*words))))

    expect("every command", commands, "")
    expect("a command begun", ["changes", "check"], "ch")
    expect("every option before a command", (name for name, _ in options.values()), "--")
    for command, (bits, formats) in commands.items():
        expect(f"the options of {command}", (options[bit][0] for bit in bits), command, "--")
        if formats:
            expect(f"the formats of {command}", formats, command, "--format", "")
            expect(f"the formats of {command}, with =", formats, command, "--format", "=")
            expect(f"a format of {command} begun, with =", formats[:1], command, "--format", "=", formats[0][:2])
    expect("options and their values before a command", ["build"], "-T", "build", "-q", "--output", "=", "x", "bui")
    kinds = [p.parent.name for p in (TOP / "templates").glob("*/kind.xml")]
    expect("kinds of reports", kinds, "new", "")
    expect("the folder of a new report", ["input"], "new", "budget", "in")
    expect("nothing more", [], "new", "budget", "x", "i")
    expect("themes", (p.name for p in (TOP / "templates/themes").iterdir()), "specimen", "")
    expect("folders on the way to a report", ["input/aby", "input/asele"], "build", "input/")
    expect("a report's folder", ["input/aby/budget-2026"], "build", "input/aby/bu")
    expect("a report's own file", ["input/aby/budget-2026/report.xml"], "check", "input/aby/budget-2026/")
    expect("a second report", ["input/asele"], "build", "input/aby", "input/as")
    expect("a record", ["gammal.json"], "changes", "input/aby/budget-2026", "ga")
    expect("a name with blanks, which the shell quotes", ["utkast till budget"], "build", "utk")
    expect("a folder to print to", ["input"], "build", "-o", "i")
    expect("a command to be helped with", (c for c in commands if c.startswith("d")), "help", "d")
    expect("no figure's name is guessed", [], "explain", "input/aby/budget-2026", "")
    broken = Bash(bash.script, bash.folder / "gone", bash.folder)
    tally.case("bash: nothing is proposed or said where the program cannot run", "\n".join(broken.complete("")) or None)


class Zsh:
    """An interactive zsh in a terminal of its own, whose answers are read until a line that it is told to write."""

    def __init__(self, functions, program, folder):
        self.count = 0
        env = {**os.environ, "TERM": "dumb", "PATH": f"{program.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "LANGUAGE": "sv"}
        child, self.terminal = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.execvpe("zsh", ["zsh", "-f", "-i"], env)
        self.child = child
        self.say("stty -echo cols 200 rows 500; PROMPT=; LISTMAX=1000; setopt no_always_last_prompt no_beep\n"
                 f"fpath=({shlex.quote(str(functions))} $fpath); autoload -Uz compinit; compinit -u -D\n"
                 "keep() { zle -I; print -r -- \"<$BUFFER>\"; BUFFER=; }; zle -N keep; bindkey '^X' keep; print -r DO''NE\n")
        self.read("DONE")

    def say(self, text):
        os.write(self.terminal, text.encode())

    def read(self, until):
        out, start = b"", time.monotonic()
        while until.encode() not in out and time.monotonic() - start < 300:
            if select.select([self.terminal], [], [], 0.2)[0]:
                try:
                    out += os.read(self.terminal, 65536)
                except OSError:
                    break
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\r", "", out.decode("utf-8", "replace"))

    def complete(self, line):
        """What is shown, and the line as it then is, after a tab."""
        self.say(line + "\t\x18")
        return self.read(">")

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.child, 0)


def check_zsh(tally, script, program, folder):
    tally.case("zsh: the script is sound", run(["zsh", "-n", script]).err or None)
    options, commands = table()
    zsh = Zsh(script.parent, program, folder)

    def proposes(name, words, line):
        shown = zsh.complete(line)
        lacking = [word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", shown)]
        tally.case(f"zsh: {name}", None if not lacking else f"lacks {', '.join(lacking)} in:\n{shown}")

    proposes("every command, with what it does in the user's language", [*commands, "tryck rapporter"], "arshjul ")
    for command, (bits, formats) in commands.items():
        proposes(f"the options of {command}", (options[bit][0] for bit in bits), f"arshjul {command} --")
        if len(formats) > 1:
            proposes(f"the formats of {command}", formats, f"arshjul {command} --format ")
    proposes("an option ended", ["<arshjul build --strict >"], "arshjul build --str")
    proposes("kinds of reports", (p.parent.name for p in (TOP / "templates").glob("*/kind.xml")), "arshjul new ")
    proposes("themes", (p.name for p in (TOP / "templates/themes").iterdir()), "arshjul specimen ")
    proposes("a folder", ["<arshjul build input/asele/>"], "arshjul build input/as")
    zsh.close()


def check(tally, root, scratch):
    folder = scratch / "complete"
    make_reports(folder)
    program = root / "usr/bin/arshjul"
    options, commands = table()
    tally.case("completion: the table of the program is read", None if len(options) > 12 and len(commands) > 9 and all(
        bits for bits, _ in commands.values()) else f"{options}\n{commands}")
    check_bash(tally, Bash(root / "usr/share/bash-completion/completions/arshjul", program, folder))
    loaded = subprocess.run(["bash", "-c", 'source "$1" && complete -p arshjul', "bash",
                             root / "usr/share/bash-completion/completions/arshjul"],
                            capture_output=True, check=False)
    tally.case("bash: the completion is arshjul's", None if loaded.stdout == b"complete -F _arshjul arshjul\n" else str(loaded))
    if shutil.which("zsh"):
        check_zsh(tally, root / "usr/share/zsh/vendor-completions/_arshjul", program, folder)
