#!/usr/bin/python3
"""
Checks PDFs against the essentials of PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2):

    check.py FILE...                 exit status 1 when anything is wrong
    check.py --text EXPECTED FILE    also compares the text that the structure tree gives
    check.py --print-text FILE       prints that text: a block a line, figures' insides left out
    check.py --list                  lists the checks
"""
import argparse
import difflib
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import pikepdf  # noqa: E402

import rules_archive  # noqa: E402,F401
import rules_content  # noqa: E402,F401
import rules_file  # noqa: E402,F401
import rules_font  # noqa: E402,F401
import rules_structure  # noqa: E402,F401
from reading import Document  # noqa: E402
from rules import CHECKS, faults  # noqa: E402


def normal(text):
    """A line a block, single spaces, no soft hyphens; empty lines are no lines."""
    lines = (" ".join(line.split()) for line in text.replace("\u00ad", "").split("\n"))
    return [line for line in lines if line]


def text_difference(document, expected):
    """None, or how the document's text differs from what is expected, words first."""
    got, want = normal(document.text()), normal(expected)
    if " ".join(got) == " ".join(want):
        return None
    return "\n".join(list(difflib.unified_diff(want, got, "expected", "through the structure tree", lineterm=""))[:40])


def check_file(path, expected=None):
    """What is wrong with a file, a line a fault."""
    try:
        document = Document(path)
    except (pikepdf.PdfError, OSError) as error:
        return [f"cannot be read: {error}"]
    found = [f"[{c.name}, {c.clause}] {fault}" for c, fault in faults(document)]
    if expected is not None:
        difference = text_difference(document, expected)
        found += ["[text] the text is not as expected:\n" + difference] if difference else []
    return found


def main():
    parser = argparse.ArgumentParser(description="PDF/UA-1 and PDF/A-2a essentials")
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--text", metavar="EXPECTED", help="a file with the text that the structure tree should give")
    parser.add_argument("--print-text", action="store_true", help="print the text that the structure tree gives")
    parser.add_argument("--list", action="store_true", help="list the checks")
    arguments = parser.parse_args()
    if arguments.list:
        for c in CHECKS.values():
            print(f"{c.name:22} {c.clause:26} {c.says}")
    expected = None
    if arguments.text:
        with open(arguments.text, encoding="utf-8") as file:
            expected = file.read()
    status = 0
    for path in arguments.files:
        if arguments.print_text:
            print(Document(path).text())
            continue
        found = check_file(path, expected)
        for line in found[:100]:
            print(f"{path}: {line}")
        if len(found) > 100:
            print(f"{path}: and {len(found) - 100} more")
        print(f"{path}: {'FAIL' if found else 'pass'}")
        status = 1 if found else status
    return status


if __name__ == "__main__":
    sys.exit(main())
