"""What a case of tests/bad needs besides its files: templates with something wrong in them, unfit fonts."""
import shutil
import struct


def forbid_embedding(source, target, fs_type):
    """A copy of a font whose OS/2 table has another fsType."""
    font = bytearray(source.read_bytes())
    for i in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * i)
        if tag == b"OS/2":
            struct.pack_into(">H", font, offset + 8, fs_type)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(font)


def templates_for(case, templates, target):
    """The templates with the case's own laid over them, at `target`; None when the case has none."""
    own = case / "templates"
    if not own.exists():
        return None
    shutil.copytree(templates, target)
    shutil.copytree(own, target, dirs_exist_ok=True)
    fonts = case / "fonts.txt"  # lines: target below the templates, installed font, fsType
    if fonts.exists():
        for line in fonts.read_text(encoding="utf-8").splitlines():
            name, installed, fs_type = line.split()
            forbid_embedding(type(target)(installed), target / name, int(fs_type, 0))
    return target
