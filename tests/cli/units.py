"""
packaging/systemd: the units are parsed, judged by systemd-analyze where it is, and their command lines carried out
with the environment file's variables, their paths moved into a folder of the test's own.
"""
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from harness import TOP, run
import wheel

UNITS = TOP / "packaging/systemd"
COMMAND = "/usr/bin/arshjul"
# What no service may be without, and with what value; None: any.
HARDENED = {
    "User": "arshjul", "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "PrivateNetwork": "yes", "PrivateDevices": "yes", "CapabilityBoundingSet": "", "AmbientCapabilities": "", "StateDirectory": "arshjul",
    "MemoryDenyWriteExecute": "yes", "SystemCallArchitectures": "native", "RestrictNamespaces": "yes", "ProtectProc": "invisible",
    "MemoryMax": None, "TasksMax": None, "Nice": None, "TimeoutStartSec": None, "TimeoutStopSec": None, "UMask": None,
}
SAFE = 15  # tenths: the most that systemd-analyze security may say


def parse(path):
    """{section: [(name, value)]} of a unit (systemd.syntax(7))."""
    found, section = {}, None
    for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif line and line[0] not in "#;":
            name, value = line.split("=", 1)
            section.append((name.strip(), value.strip()))
    return found


def values(unit, section, name):
    return [value for known, value in unit.get(section, ()) if known == name]


def environment(text):
    """What an environment file sets."""
    lines = (line for line in text.splitlines() if line and line[0] not in "#;")
    return {name: value.strip('"') for name, value in (line.split("=", 1) for line in lines)}


def expand(line, variables):
    """The words of an ExecStart=: ${NAME} is part of a word, $NAME alone is as many words as it has (systemd.service(5))."""
    words = []
    for word in shlex.split(line):
        if re.fullmatch(r"\$\w+", word):
            words += variables.get(word[1:], "").split()
        else:
            words.append(re.sub(r"\$\{(\w+)\}", lambda m: variables.get(m[1], ""), word))
    return words


class Stage:
    """A machine's folders in a folder of the test's own, and a unit's command line in it."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.input, self.output = folder / "srv/arshjul", folder / "var/lib/arshjul"
        self.output.mkdir(parents=True)
        wheel.organisation(self.input / "org", status="utkast", decision="")

    def variables(self, unit, **more):
        own = dict(pair.split("=", 1) for value in values(unit, "Service", "Environment") for pair in shlex.split(value))
        for name in values(unit, "Service", "EnvironmentFile"):
            assert name == "-/etc/arshjul/arshjul.conf", name
            own.update(environment((UNITS / "arshjul.conf").read_text(encoding="utf-8")))
        own.update(more)
        paths = {name: str(self.folder) + value if value.startswith("/") else value for name, value in own.items()}
        return {**paths, "PATH": "/usr/bin:/bin"}

    def words(self, unit, variables, *more):
        line, = values(unit, "Service", "ExecStart")
        command, *words = expand(line, variables)
        assert command == COMMAND, command
        return [self.program, *words[:1], *more, *words[1:]]

    def start(self, unit, *more, **changed):
        variables = self.variables(unit, **changed)
        return run(self.words(unit, variables, *more), cwd=self.output, env=variables)


def check_files(tally, services, timers):
    for name, unit in services.items():
        missing = [f"{key}={want or ''}" for key, want in HARDENED.items()
                   if not any(want in (None, value) for value in values(unit, "Service", key))]
        tally.case(f"units: {name} is closed in", "\n".join(missing) or None)
        kinds = {"arshjul-watch.service": "notify"}
        tally.case(f"units: {name} has its type", None if values(unit, "Service", "Type") == [kinds.get(name, "oneshot")] else "another")
        strange = [word for word in re.findall(r"\$\{?(\w+)", values(unit, "Service", "ExecStart")[0])
                   if word not in environment((UNITS / "arshjul.conf").read_text(encoding="utf-8"))]
        tally.case(f"units: arshjul.conf has the variables of {name}", str(strange) if strange else None)
    for name, unit in timers.items():
        fault = None if name.replace(".timer", ".service") in services and values(unit, "Install", "WantedBy") == ["timers.target"] else "no service"
        tally.case(f"units: {name} starts a service, from timers.target", fault)
        tally.case(f"units: {name} makes up for lost nights", None if values(unit, "Timer", "Persistent") == ["yes"] else "it does not")


def check_judged(tally, services, timers, scratch):
    """What systemd itself says, where it is."""
    if not shutil.which("systemd-analyze"):
        return
    folder = scratch / "units"
    folder.mkdir()
    for path in [*UNITS.glob("*.service"), *UNITS.glob("*.timer")]:
        (folder / path.name).write_text(path.read_text(encoding="utf-8").replace(COMMAND, "/bin/true"), encoding="utf-8")
    for name in [*services, *timers]:
        result = run(["systemd-analyze", "verify", "--man=no", folder / name])
        tally.case(f"units: systemd-analyze verify {name}", result.out + result.err if result.status or result.err else None)
    for name in services:
        result = run(["systemd-analyze", "security", "--offline=yes", "--no-pager", f"--threshold={SAFE}", folder / name])
        tally.case(f"units: systemd-analyze security {name}", result.out + result.err if result.status else None)
    for name, unit in timers.items():
        for when in values(unit, "Timer", "OnCalendar"):
            result = run(["systemd-analyze", "calendar", when])
            tally.case(f"units: {name}: {when} is a time", None if result.status == 0 and "Next elapse:" in result.out else result.out + result.err)


def check_build(tally, program, unit, scratch):
    stage = Stage(program, scratch / "unit-build")
    wheel.wheel(stage.input / "org", ['<report folder="budget-2027"><due for="underlag" date="2026-10-13"/></report>'])
    day = "--date", "2026-09-28"
    result = stage.start(unit, *day)
    tally.case("units: the night before it is time prints nothing", None if result.status == 0 and not list(stage.output.rglob("*.pdf")) else result.err)
    result = stage.start(unit, "--date", "2026-09-29")
    printed = [str(p.relative_to(stage.output)) for p in stage.output.rglob("*.pdf")]
    good = result.status == 0 and not result.out + result.err and printed == ["org/budget-2027/budget-2027.pdf"]
    tally.case("units: the night build prints what is due, without a word", None if good else f"{printed}\n{result.out}{result.err}")
    result = stage.start(unit, "--date", "2026-09-29", ARSHJUL_BUILD_OPTIONS="")
    tally.case("units: the night build without options", None if result.status == 0 else result.err)
    result = stage.start(unit, "--date", "2026-09-29", ARSHJUL_INPUT="/nowhere")
    tally.case("units: a night build without its folder fails", None if result.status == 1 and "[E0840]" in result.err else result.err)
    defaults = {key: value for key, value in parse(UNITS / "arshjul-build.service")["Service"] if key == "Environment"}
    bare = dict(pair.split("=", 1) for pair in shlex.split(defaults["Environment"]))
    words = expand(values(unit, "Service", "ExecStart")[0], bare)
    tally.case("units: without arshjul.conf the folders are the same", None if words[-2:] == ["/var/lib/arshjul", "/srv/arshjul"] else str(words))


def check_check(tally, program, unit, scratch):
    stage = Stage(program, scratch / "unit-check")
    wheel.wheel(stage.input / "org", ['<report folder="budget-2027"><due for="underlag" date="2026-10-13"/></report>'])
    result = stage.start(unit)
    tally.case("units: a night check without faults has no word", None if result.status == 0 and not result.out + result.err else result.out + result.err)
    wheel.wheel(stage.input / "org", ['<report folder="budget-2028"><due for="underlag" date="2026-10-13"/></report>'])
    result = stage.start(unit)
    good = result.status == 1 and not result.out and "[E0842]" in result.err
    tally.case("units: a night check with a fault fails and tells it", None if good else result.out + result.err)
    tally.case("units: a night check writes nothing", None if not list(stage.output.iterdir()) else "it does")


def check_watch(tally, program, unit, scratch):
    """It says that it is ready, prints what is there, and ends in peace when it is asked to."""
    stage = Stage(program, scratch / "unit-watch")
    with tempfile.TemporaryDirectory(dir="/tmp") as short, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices:
        notices.bind(f"{short}/notify")
        notices.settimeout(300)
        variables = {**stage.variables(unit), "NOTIFY_SOCKET": f"{short}/notify", "ASAN_OPTIONS": "detect_leaks=1"}
        with subprocess.Popen(stage.words(unit, variables), cwd=stage.output, env=variables, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE) as process:
            try:
                told = notices.recv(4096).decode()
                while "READY=1" not in told:
                    told += notices.recv(4096).decode()
            except TimeoutError:
                told = ""
            tally.case("units: the watch says that it is ready", None if "READY=1" in told else told)
            os.kill(process.pid, signal.SIGTERM)
            err = process.communicate(timeout=300)[1].decode()
            good = process.returncode in (0, -signal.SIGTERM)  # both are clean exits of a service (systemd.service(5))
            tally.case("units: the watch ends when it is asked to", None if good else f"{process.returncode}\n{err}")


def check(tally, program, scratch):
    services = {path.name: parse(path) for path in sorted(UNITS.glob("*.service"))}
    timers = {path.name: parse(path) for path in sorted(UNITS.glob("*.timer"))}
    tally.case("units: they are there", None if len(services) == 3 and len(timers) == 2 else str([*services, *timers]))
    check_files(tally, services, timers)
    check_judged(tally, services, timers, scratch)
    check_build(tally, program, services["arshjul-build.service"], scratch)
    check_check(tally, program, services["arshjul-check.service"], scratch)
    check_watch(tally, program, services["arshjul-watch.service"], scratch)
