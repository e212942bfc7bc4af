"""
Which diagnostic codes of base/messages.def no test asserts with their place and their hint: neither a unit test
by assert_finding or assert_css_finding (or a table of cases for them), nor a bad input whose expected.txt tells
both, nor a case of the command line's faults.
"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP  # noqa: E402

MESSAGE = re.compile(r'^M\((\w\d{4}), AJ_\w+, "(?:[^"\\]|\\.)*",\s*"((?:[^"\\]|\\.)*)"', re.MULTILINE)
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')


def declared():
    """The codes, each with whether it has a hint."""
    text = (TOP / "src/base/messages.def").read_text(encoding="utf-8")
    return {code: bool(hint) for code, hint in MESSAGE.findall(text)}


def in_unit_tests():
    """Codes of the tests that compare place and hint: in a call of an assertion, or in a case of a table."""
    found = set()
    for path in (TOP / "tests/unit").rglob("*.[ch]"):
        text = path.read_text(encoding="utf-8")
        asserts = re.search(r"\b(assert_(css_)?finding|office_expect)\(", text)
        if not asserts and not ("aj_diag_hint(" in text and "place.line" in text and "place.column" in text):
            continue
        found.update(re.findall(r'"([EWNF]\d{4})"', text))
        text = STRINGS.sub('""', text)
        for match in re.finditer(r"\bAJ_([EWNF]\d{4})\b", text):
            if not text[:match.start()].rstrip().endswith(("==", "!=", "?")):
                found.add(match[1])
    return found


def in_bad_inputs(hints):
    """Codes of findings with a file, line and column, and a hint if they have one."""
    found = set()
    for path in (TOP / "tests/bad").glob("*/expected.txt"):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"^\S+:\d+:\d+: \w+: .*\[(\w\d{4})\]\n((?: .*\n)*)", text, re.MULTILINE):
            if not hints.get(match[1]) or "\n  hint: " in "\n" + match[2]:
                found.add(match[1])
    return found


def on_the_command_line():
    """Codes of the program's own faults, which have no place in a file, and of findings told whole with theirs."""
    text = "".join(p.read_text(encoding="utf-8") for name in ("cli", "batch") for p in (TOP / "tests" / name).glob("*.py"))
    placed = re.findall(r":\d+:\d+: (?:error|warning|note): .*\[([EWN]\d{4})\]\\n", text)
    return {*re.findall(r"\[([EWNF](?:08|09)\d\d)\]", text), *placed}


def untested():
    """The codes without such a test, in order; no input makes the program's own faults."""
    codes = {code: hint for code, hint in declared().items() if code[0] != "F"}
    return sorted(set(codes) - in_unit_tests() - in_bad_inputs(codes) - on_the_command_line())


if __name__ == "__main__":
    print("\n".join(untested()))


def arguments(text, start):
    """The arguments of the call whose bracket stands at `start`."""
    depth, found, current = 0, [], ""
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|.', text[start:], re.DOTALL):
        token = token[0]
        depth += (token in "([{") - (token in ")]}")
        if depth == 0:
            return [*found, current.strip()]
        if token == "," and depth == 1:
            found.append(current.strip())
            current = ""
        elif depth > 1 or token != "(":
            current += token
    return found


def in_the_wrong_language():
    """Arguments that are words of one language (AJ_ENGLISH, AJ_SWEDISH) and stand in the message of the other."""
    text = (TOP / "src/base/messages.def").read_text(encoding="utf-8")
    messages = {a[0]: (a[2] + a[3], a[4] + a[5]) for a in
                (arguments(text, m.end() - 1) for m in re.finditer(r"^M\(", text, re.MULTILINE))}
    wrong = []
    for path in sorted((TOP / "src").rglob("*.c")):
        source = path.read_text(encoding="utf-8")
        for call in re.finditer(r"\baj_diag_add\(", source):
            given = arguments(source, call.end() - 1)
            for code in re.findall(r"\bAJ_([EWNF]\d{4})\b", given[1]) if len(given) > 3 else []:
                for n, argument in enumerate(given[3:], 1):
                    for word, other in (("AJ_ENGLISH", 1), ("AJ_SWEDISH", 0)):
                        if word in argument and f"{{{n}}}" in messages[code][other]:
                            wrong.append(f"{path.relative_to(TOP)}: {code} {{{n}}}")
    return wrong
