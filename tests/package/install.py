"""
The Debian package in a Debian of its own: installed with what it depends on and nothing else, used by a common user,
upgraded over settings that were changed, and removed without a trace. Takes root (or sudo) and the network. Besides:
a copy of the sources, built in another folder, makes the same package, and lintian finds no error in it.

The system is made by debootstrap in build/chroot, of the release and from the archive that this machine uses, and
copied for each run.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, Tally, check_pdf, difference, run  # noqa: E402

SUDO = [] if os.geteuid() == 0 else ["sudo"]
USER = "drift"


def archives():
    """The lines of sources.list for Debian's own archives, this machine's; the first is the release itself."""
    told = run(["apt-get", "indextargets", "--format", "$(ORIGIN) $(REPO_URI) $(CODENAME) $(COMPONENT)", "Created-By: Packages"]).out
    found = [line.split() for line in told.splitlines() if line.startswith("Debian ") and line.endswith(" main")]
    codename = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(), re.MULTILINE)[1]
    found.sort(key=lambda line: line[2] != codename)
    return codename, list(dict.fromkeys(f"deb {uri} {suite} main" for _, uri, suite, _ in found))


class System:
    """A Debian below a folder; what runs in it has processes and mounts of its own, which end with it."""

    def __init__(self, folder):
        self.root = folder
        base = folder.parent / "base"
        codename, lines = archives()
        if not (base / "made").exists():
            subprocess.run([*SUDO, "rm", "-rf", base], check=True)
            base.parent.mkdir(parents=True, exist_ok=True)
            done = run([*SUDO, "debootstrap", "--variant=minbase", codename, base, lines[0].split()[1]], timeout_seconds=1800)
            if done.status:
                sys.exit(f"debootstrap:\n{done.out[-2000:]}{done.err[-2000:]}")
            self.write(base / "etc/apt/sources.list", "\n".join(lines) + "\n")
            self.write(base / "made", "")
        subprocess.run([*SUDO, "rm", "-rf", folder], check=True)
        subprocess.run([*SUDO, "cp", "-a", base, folder], check=True)
        self.write(folder / "etc/resolv.conf", Path("/etc/resolv.conf").read_text())

    @staticmethod
    def write(path, text):
        subprocess.run([*SUDO, "tee", path], input=text.encode(), stdout=subprocess.DEVNULL, check=True)

    def call(self, *words, user="root", **environment):
        given = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C", **environment}
        spelled = [f"{name}={value}" for name, value in given.items()]
        become = [] if user == "root" else ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"]
        return run([*SUDO, "unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.root}/proc", "chroot", self.root,
                    "env", "-i", *spelled, *become, *words], timeout_seconds=1200)

    def shell(self, commands, **more):
        """Commands of the user, in the user's home."""
        return self.call("sh", "-c", f"cd /home/{USER} && {commands}", user=USER, HOME=f"/home/{USER}", **more)

    def files(self):
        """Every file but those that say what was installed when."""
        found = run([*SUDO, "find", self.root, "-xdev", "-not", "-type", "d", "-printf", "%P\n"]).out.splitlines()
        return {name for name in found if not name.startswith(("var/lib/dpkg/", "var/lib/apt/", "var/cache/", "var/log/", "tmp/"))}

    def close(self):
        subprocess.run([*SUDO, "rm", "-rf", self.root], check=True)


def check_install(tally, system, deb):
    subprocess.run([*SUDO, "cp", deb, system.root / "tmp"], check=True)
    updated = system.call("apt-get", "-qq", "update")
    done = system.call("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "install", "--yes", "--no-install-recommends", f"/tmp/{deb.name}")
    good = tally.case("install: with what it depends on", None if done.status == 0 else updated.err + done.out[-2000:] + done.err[-2000:])
    state = system.call("dpkg-query", "-W", "-f", "${db:Status-Status}", "arshjul").out
    tally.case("install: nothing is left to configure", None if state == "installed" and not system.call("dpkg", "--audit").out else state)
    loud = system.call("sh", "-c", "ldd /usr/bin/arshjul | grep 'not found'").out
    tally.case("install: every library is there", loud or None)
    return good


def check_use(tally, system, program, scratch):
    """A common user prints, without anything that the package does not bring."""
    system.call("useradd", "--create-home", USER)
    subprocess.run([*SUDO, "cp", "-r", TOP / "input", system.root / "home" / USER], check=True)
    system.call("chown", "-R", f"{USER}:", f"/home/{USER}")
    done = system.shell("arshjul build --html")
    tally.case("install: every report of input/ is printed", None if done.status == 0 else done.out[-1000:] + done.err[-2000:])
    shutil.copytree(TOP / "input", scratch / "input")
    run([program, "build", "--html"], cwd=scratch)
    home = system.root / "home" / USER
    pages = sorted(p.relative_to(scratch) for p in (scratch / "output").rglob("*") if p.suffix in (".pdf", ".html"))
    other = [str(p) for p in pages if run([*SUDO, "cmp", home / p, scratch / p]).status]
    tally.case("install: the bytes are those that the build folder's program prints", "\n".join(other) or (
        None if len(pages) > 8 else f"only {pages}"))
    begun = system.shell("arshjul new budget input/ny/budget-2026 && arshjul build input/ny/budget-2026", LC_ALL="C.UTF-8", LANGUAGE="sv")
    tally.case("install: a report is begun and printed, in Swedish", None if begun.status == 0 and "tryck den:" in begun.out
               and re.search(r"budget-2026\.pdf: \d+ sidor", begun.out) else begun.out + begun.err)
    made = scratch / "ny.pdf"
    run([*SUDO, "cp", home / "output/ny/budget-2026/budget-2026.pdf", made])
    run([*SUDO, "chmod", "a+r", made])
    tally.case("install: what it printed is sound", check_pdf(made))
    proposed = system.call("bash", "-c", ". /usr/share/bash-completion/completions/arshjul; COMP_WORDS=(arshjul specimen '');"
                           "COMP_CWORD=2; _arshjul; echo ${COMPREPLY[*]}")
    tally.case("install: completions are loaded and ask the program", difference("alingsas standard vanersborg\n", proposed.out))


def check_services(tally, system, deb):
    """Where there is systemd: the user of the services is made, and their units are understood."""
    done = system.call("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "install", "--yes", "--no-install-recommends", "systemd")
    again = system.call("dpkg", "-i", f"/tmp/{deb.name}")
    tally.case("services: systemd, and the package again", None if done.status == again.status == 0 else done.err + again.err)
    user = system.call("getent", "passwd", "arshjul").out
    tally.case("services: their user is made", None if re.fullmatch(r"arshjul:.*:/var/lib/arshjul:/usr/sbin/nologin\n", user) else user)
    units = [f"/{p.relative_to(system.root)}" for p in sorted((system.root / "usr/lib/systemd/system").glob("arshjul*"))]
    verified = system.call("systemd-analyze", "verify", "--man=no", *units)
    tally.case("services: systemd understands their units", verified.out + verified.err or (None if verified.status == 0 and len(units) > 3 else str(units)))
    enabled = [name for name in system.files() if re.match(r"etc/systemd/system/.*arshjul", name)]
    tally.case("services: none is enabled by being installed", "\n".join(enabled) or None)
    wanted = [unit for unit in units if "[Install]" in (system.root / unit[1:]).read_text()]
    done = system.call("systemctl", "enable", *(Path(unit).name for unit in wanted))
    enabled = [name for name in system.files() if re.match(r"etc/systemd/system/.*arshjul", name)]
    tally.case("services: the operator enables them", None if done.status == 0 and len(enabled) == len(wanted) else done.err + str(enabled))


def check_upgrade(tally, system, deb):
    conffiles = run(["dpkg-deb", "-I", deb, "conffiles"]).out.split()
    for name in conffiles:
        before = run([*SUDO, "cat", f"{system.root}{name}"]).out
        system.write(f"{system.root}{name}", before + "# set by the operator\n")
        done = system.call("dpkg", "--force-confdef", "--force-confold", "-i", f"/tmp/{deb.name}")
        after = run([*SUDO, "cat", f"{system.root}{name}"]).out
        tally.case(f"upgrade: {name} stays as the operator set it", difference(before + "# set by the operator\n", after) or (
            None if done.status == 0 else done.err))


def check_removal(tally, system, deb):
    before = system.files()
    packed = {line.split(" -> ")[0].split("./", 1)[1] for line in run(["dpkg-deb", "-c", deb]).out.splitlines()}
    removed = system.call("apt-get", "-qq", "purge", "--yes", "arshjul")
    after = system.files()
    tally.case("removal: is done", None if removed.status == 0 else removed.out + removed.err)
    tally.case("removal: of every file that was installed", "\n".join(sorted(after & packed)) or None)
    more = {name for name in (before - after) - packed | (after - before) if not name.startswith("etc/systemd/system/")}
    tally.case("removal: and of no other; nothing is left behind", "\n".join(sorted(more)) or None)
    tally.case("removal: no unit stays enabled", "\n".join(name for name in after if re.match(r"etc/systemd/system/.*arshjul", name)) or None)
    folders = [name for name in ("etc/arshjul", "usr/share/arshjul", "usr/share/doc/arshjul") if (system.root / name).exists()]
    tally.case("removal: of its folders", "\n".join(folders) or None)


def check_sources(tally, deb, scratch):
    """The package of a copy of the sources in another folder, built anew."""
    copy = scratch / "copy of the sources"
    shutil.copytree(TOP, copy, ignore=shutil.ignore_patterns("build", "output", ".git", "__pycache__"), symlinks=True)
    steps = [["cmake", "--preset", "release"], ["cmake", "--build", "build/release"], ["cpack", "--config", "build/release/CPackConfig.cmake", "-B", "p"]]
    done = [run(step, cwd=copy, timeout_seconds=1200) for step in steps]
    again = copy / "p" / deb.name
    same = again.exists() and again.read_bytes() == deb.read_bytes()
    tally.case("package: built in another folder it is the same bytes", None if same else "".join(d.err[-500:] for d in done) + run(["cmp", again, deb]).out)


def check_lintian(tally, deb):
    done = run(["lintian", "--fail-on", "error", "--tag-display-limit", "0", deb])
    tally.case("package: lintian finds no error", None if done.status == 0 else done.out + done.err)
    told = [line for line in done.out.splitlines() if line.startswith("W: ")]
    tally.case("package: lintian warns of nothing", "\n".join(told) or None)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, default=TOP / "build/release", help="the build folder, in which the package is")
    build = parser.parse_args().build.resolve()
    deb = next(iter(build.glob("*.deb")), None)
    if not deb:
        sys.exit(f"no package in {build}: ./dev package makes it")
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="arshjul-install-") as name:
        scratch = Path(name)
        check_lintian(tally, deb)
        check_sources(tally, deb, scratch)
        system = System(TOP / "build/chroot/system")
        if check_install(tally, system, deb):
            check_use(tally, system, build / "arshjul", scratch)
            check_services(tally, system, deb)
            check_upgrade(tally, system, deb)
            check_removal(tally, system, deb)
        system.close()
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
