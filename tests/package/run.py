"""
The Debian package of a build folder: what cpack makes of it is the same bytes whenever and wherever it is packed, has
what it should and nothing besides, and what it holds runs from there as the program in the build folder does. Nothing
is installed; tests/package/install.py does that, in a chroot.
"""
import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, Tally, check_pdf, difference, run  # noqa: E402
import completion  # noqa: E402

SAMPLE = TOP / "input/alingsas/handlingsplan-2024"
# Where a file of the package may be; what is below templates is compared with the tree.
PLACES = re.compile(r"""usr/bin/arshjul
|usr/share/arshjul/templates/.+
|usr/share/bash-completion/completions/arshjul
|usr/share/doc/arshjul/(changelog\.gz|copyright|[A-Z]+\.md|examples/(slurm|kubernetes)/[^/]+)
|usr/share/lintian/overrides/arshjul
|usr/share/locale/sv/LC_MESSAGES/arshjul\.mo
|usr/share/man/(sv/)?man1/arshjul\.1\.gz
|usr/share/zsh/vendor-completions/_arshjul
|usr/lib/(systemd/system/arshjul-[^/]+|sysusers\.d/arshjul\.conf)
|etc/arshjul/arshjul\.conf""", re.VERBOSE)
WANTED = ["usr/bin/arshjul", "usr/share/doc/arshjul/copyright", "usr/share/doc/arshjul/changelog.gz",
          "usr/share/doc/arshjul/GUIDE.md", "usr/share/bash-completion/completions/arshjul",
          "usr/share/zsh/vendor-completions/_arshjul", "usr/share/locale/sv/LC_MESSAGES/arshjul.mo",
          "usr/share/man/man1/arshjul.1.gz", "usr/share/man/sv/man1/arshjul.1.gz"]


def pack(build, folder, **environment):
    """The package made in a folder; what went wrong in its stead."""
    done = run(["cpack", "--config", build / "CPackConfig.cmake", "-B", folder], cwd=folder.parent, env=environment)
    made = list(folder.glob("*.deb"))
    return (made[0], None) if done.status == 0 and len(made) == 1 else (None, done.out + done.err)


def fields(deb):
    text = run(["dpkg-deb", "-f", deb]).out
    return dict(re.findall(r"^([A-Za-z-]+): (.*(?:\n .*)*)", text, re.MULTILINE))


def check_fields(tally, deb):
    version = re.search(r"project\(arshjul VERSION (\S+)", (TOP / "CMakeLists.txt").read_text())[1]
    machine = run(["dpkg", "--print-architecture"]).out.strip()
    tally.case("package: its name is as Debian names packages", difference(f"arshjul_{version}_{machine}.deb", deb.name))
    told = fields(deb)
    wanted = {"Package": "arshjul", "Version": version, "Architecture": machine, "Section": "text", "Priority": "optional"}
    tally.case("package: fields", difference(str(wanted), str({name: told.get(name) for name in wanted})))
    first, rest = told["Description"].split("\n", 1)
    good = len(first) < 80 and not first.endswith(".") and all(len(line) < 80 for line in rest.split("\n"))
    tally.case("package: description", None if good else told["Description"])
    tally.case("package: someone answers for it", None if re.fullmatch(r"[^<>]+ <[^@ ]+@[^@ ]+>", told["Maintainer"]) else told["Maintainer"])
    return told


def fonts_of_themes():
    """The installed files that the themes of the templates name, by their packages."""
    found = {}
    for css in sorted((TOP / "templates/themes").glob("*/*.css")):
        for name in re.findall(r'url\("([^"]+\.(?:ttf|otf))"\)', css.read_text(encoding="utf-8")):
            if (css.parent / name).exists():
                continue
            path = next((p for p in (Path("/usr/share/fonts") / kind / name for kind in ("truetype", "opentype")) if p.exists()), None)
            owner = run(["dpkg-query", "-S", path]).out.split(":")[0] if path else ""
            found.setdefault(owner or f"no package has {name}", set()).add(name)
    return found


def check_dependencies(tally, told, program):
    depends = {re.sub(r" .*", "", d.strip()) for d in told["Depends"].split(",")}
    fonts = set(fonts_of_themes())
    tally.case("package: depends on the typefaces of its themes, and no others",
               difference("\n".join(sorted(fonts)), "\n".join(sorted(d for d in depends if d.startswith("fonts-")))))
    needed = re.findall(r"NEEDED.*\[(.+)\]", run(["readelf", "-d", program]).out)
    owners = {}
    for library in re.findall(r"^\s+(\S+) => (/\S+)", run(["ldd", program]).out, re.MULTILINE):
        if library[0] in needed:
            names = (library[1], os.path.realpath(library[1]), "/usr" + library[1])
            owner = next((run(["dpkg-query", "-S", n]).out for n in names if run(["dpkg-query", "-S", n]).status == 0), "")
            owners[library[0]] = owner.split(":")[0]
    lacking = [f"{library} of {owner}" for library, owner in owners.items() if owner not in depends]
    tally.case("package: depends on the libraries of its program", ", ".join(lacking) or (None if len(owners) > 8 else str(owners)))


def check_contents(tally, deb, root, build):
    paths = sorted(str(p.relative_to(root)) for p in root.rglob("*") if not p.is_dir() or p.is_symlink())
    strange = [p for p in paths if not PLACES.fullmatch(p)]
    tally.case("package: every file is where it belongs", "\n".join(strange) or None)
    tally.case("package: nothing is lacking", "\n".join(p for p in WANTED if p not in paths) or None)
    templates = root / "usr/share/arshjul/templates"
    tree, packed = (sorted(f"{p.relative_to(top)} {p.stat().st_size}" for p in top.rglob("*") if p.is_file())
                    for top in (TOP / "templates", templates))
    tally.case("package: the templates are those of the tree", difference("\n".join(tree), "\n".join(packed)))
    bad = []
    for line in run(["dpkg-deb", "-c", deb]).out.splitlines():
        mode, owner, *_, name = line.split(None, 5)
        wanted = "d" if name.endswith("/") else "l" if " -> " in name else "-"
        rights = {"d": "drwxr-xr-x", "l": "lrwxrwxrwx"}.get(wanted)
        program = name == "./usr/bin/arshjul" or (name.startswith("./usr/share/doc/arshjul/examples/") and name.endswith(".sh"))
        if owner != "root/root" or mode != (rights or ("-rwxr-xr-x" if program else "-rw-r--r--")):
            bad.append(line)
    tally.case("package: all is root's, and may be read by all and written by none else", "\n".join(bad) or None)
    broken = [str(p) for p in root.rglob("*") if p.is_symlink() and not p.exists()]
    tally.case("package: links lead somewhere", "\n".join(broken) or None)
    # A developer's program may name its sources, for debuggers; nothing else may.
    developer = "CMAKE_BUILD_TYPE:STRING=Release" not in (build / "CMakeCache.txt").read_text()
    home = os.path.expanduser("~").rstrip("/")  # which may be none, or the root
    places = [str(TOP).encode()] + ([home.encode() + b"/"] if home.startswith("/") else [])
    telling = {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file() and any(place in p.read_bytes() for place in places)}
    tally.case("package: no file tells where it was built", "\n".join(telling - ({"usr/bin/arshjul"} if developer else set())) or None)
    conffiles = run(["dpkg-deb", "-I", deb, "conffiles"]).out.split()
    settings = [f"/{p}" for p in paths if p.startswith("etc/")]
    tally.case("package: settings are conffiles", difference("\n".join(settings), "\n".join(conffiles)))
    sums = run(["dpkg-deb", "-I", deb, "md5sums"]).out
    (root.parent / "md5sums").write_text(sums)
    regular = [p for p in paths if not (root / p).is_symlink()]
    checked = run(["md5sum", "--quiet", "-c", "../md5sums"], cwd=root)
    tally.case("package: checksums", checked.out + checked.err or difference("\n".join(regular), "\n".join(sorted(
        line.split(None, 1)[1] for line in sums.splitlines()))))


def check_units(tally, deb, root):
    """What the operator enabled is stopped and disabled before the package goes."""
    units = {p.name: "[Install]" in p.read_text() for p in root.glob("usr/lib/systemd/system/*")}
    script = run(["dpkg-deb", "-I", deb, "prerm"]).out.replace("\\\n", "")
    stopped, disabled = (re.findall(r"arshjul-\w+\.\w+", re.search(rf"{word} (arshjul.*)", script)[1]) for word in ("stop", "disable"))
    tally.case("package: each unit is stopped when it is removed", difference(str(sorted(units)), str(sorted(stopped))))
    tally.case("package: each unit is disabled when it is removed", difference(str(sorted(n for n, on in units.items() if on)), str(sorted(disabled))))


def check_documents(tally, root, version):
    doc = root / "usr/share/doc/arshjul"
    for path in [doc / "changelog.gz", *root.glob("usr/share/man/**/*.gz")]:
        head = path.read_bytes()[:10]
        # RFC 1952: no flags (name), no time, compressed as far as it goes.
        tally.case(f"package: {path.relative_to(root)} is packed without name and time", None if head == b"\x1f\x8b\x08\0\0\0\0\0\x02\x03" else head.hex())
    changelog = gzip.decompress((doc / "changelog.gz").read_bytes()).decode()
    tally.case("package: the changelog begins with this version", None if changelog.startswith(f"arshjul ({version}) ") else changelog[:80])
    for language, page in (("en", "man1"), ("sv", "sv/man1")):
        path = root / f"usr/share/man/{page}/arshjul.1.gz"
        shown = run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", path], env={"MANWIDTH": "80"})
        word = "NAME" if language == "en" else "NAMN"
        tally.case(f"package: the man page ({language}) is shown without a warning",
                   shown.err or (None if word in re.sub(".\b", "", shown.out) else shown.out[:300]))


def tree_bytes(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def check_program(tally, root, build, scratch):
    """The program as it was unpacked, in an environment that says nothing, and that of the build folder."""
    program = root / "usr/bin/arshjul"
    bare = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/nonexistent", "ASAN_OPTIONS": "detect_leaks=1"}

    def call(which, *words, **more):
        done = subprocess.run([which, *words], cwd=scratch, env={**bare, **more}, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=120, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    said = run(["readelf", "-S", program]).out
    tally.case("package: the program is stripped", None if ".symtab" not in said and ".debug_info" not in said else said)
    installed = scratch / "input/org"
    shutil.copytree(SAMPLE.parent, installed)
    report = f"input/org/{SAMPLE.name}"
    one = call(program, "build", report, "--html", "-o", "unpacked")
    two = call(build / "arshjul", "build", report, "--html", "-o", "built")
    tally.case("package: the program prints a report", None if one[0] == 0 else one[1] + one[2])
    ours, theirs = tree_bytes(scratch / "unpacked"), tree_bytes(scratch / "built")
    other = [name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name)]
    tally.case("package: it prints the bytes that the program of the build folder does",
               "\n".join(other) or (None if len(ours) >= 3 and two[0] == 0 else str(list(ours))))
    begun = call(program, "new", "budget", "input/ny/budget-2026")
    made = call(program, "build", "input/ny/budget-2026", "-o", "new")
    tally.case("package: a report is begun and printed", None if begun[0] == made[0] == 0 else begun[2] + made[2])
    for pdf in sorted((scratch / "new").rglob("*.pdf")):
        tally.case(f"package: {pdf.name} is sound", check_pdf(pdf))
    (root / "usr/bin/locale").write_text("a program of libc-bin's\n")
    swedish = call(program, "help", LC_ALL="C.UTF-8", LANGUAGE="sv")
    tally.case("package: the program speaks Swedish", None if "kommandon:" in swedish[1] else swedish[1][:300])
    version = call(program, "--version")
    tally.case("package: the program's version is the package's", difference(f"arshjul {told_version()}\n", version[1]))


def told_version():
    return re.search(r"project\(arshjul VERSION (\S+)", (TOP / "CMakeLists.txt").read_text())[1]


def check_reproducible(tally, build, deb, scratch):
    """Packed anew a while later, in another folder, for someone with another locale and time zone."""
    folder = scratch / "elsewhere/deeper"
    folder.mkdir(parents=True)
    again, fault = pack(build, folder, TZ="Asia/Tokyo", LC_ALL="C", LANGUAGE="sv")
    if tally.case("package: it can be made again", fault):
        same = again.read_bytes() == deb.read_bytes()
        tally.case("package: made again it is the same bytes", None if same else run(["cmp", again, deb]).out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, default=TOP / "build/dev", help="the build folder")
    build = parser.parse_args().build.resolve()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="arshjul-package-") as name:
        scratch = Path(name)
        (scratch / "first").mkdir()
        deb, fault = pack(build, scratch / "first")
        if tally.case("package: cpack makes it", fault):
            root = scratch / "root"
            unpacked = run(["dpkg-deb", "-x", deb, root])
            tally.case("package: it unpacks", unpacked.err if unpacked.status else None)
            told = check_fields(tally, deb)
            check_dependencies(tally, told, root / "usr/bin/arshjul")
            check_contents(tally, deb, root, build)
            check_units(tally, deb, root)
            check_documents(tally, root, told["Version"])
            check_program(tally, root, build, scratch)
            check_reproducible(tally, build, deb, scratch)
            completion.check(tally, root, scratch)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
