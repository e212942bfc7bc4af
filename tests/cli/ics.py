"""
A strict reader of iCalendar (RFC 5545): what it accepts follows the grammar to the letter, and what it does not it
tells by line. `read(bytes)` gives the calendar as a tree and the faults; `days(event, first, last)` the days of an
event with its RRULE and EXDATE, worked out anew here.
"""
import datetime
import re

NAME = r"[A-Za-z0-9-]+"
PARAMETER = re.compile(rf';({NAME})=((?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^",;:\x00-\x08\x0a-\x1f\x7f]*)(?:,(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^",;:\x00-\x08\x0a-\x1f\x7f]*))*)')
LINE = re.compile(rf"({NAME})")
DATE = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
TIME = re.compile(r"(\d{4})(\d{2})(\d{2})T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(Z?)\Z")
DURATION = re.compile(r"[+-]?P(?:\d+W|(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)\Z")
OFFSET = re.compile(r"[+-](?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?\Z")
RULE = {"FREQ": r"YEARLY|MONTHLY|WEEKLY|DAILY", "UNTIL": r"\d{8}(?:T\d{6}Z)?", "COUNT": r"[1-9]\d*", "INTERVAL": r"[1-9]\d*",
        "BYMONTH": r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*", "BYMONTHDAY": r"-?(?:[1-9]|[12]\d|3[01])",
        "BYDAY": r"[+-]?(?:[1-5]?\d)?(?:MO|TU|WE|TH|FR|SA|SU)"}
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "NAME", "X-WR-CALNAME", "COMMENT"}
# component -> properties that must stand once, may stand once, may stand any number of times
RULES = {
    "VCALENDAR": ({"VERSION", "PRODID"}, {"CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"}, set()),
    "VEVENT": ({"UID", "DTSTAMP", "DTSTART"},
               {"DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER", "RRULE", "TRANSP", "CLASS", "STATUS"},
               {"CATEGORIES", "EXDATE", "COMMENT"}),
    "VALARM": ({"ACTION", "TRIGGER"}, {"DESCRIPTION"}, set()),
    "VTIMEZONE": ({"TZID"}, set(), set()),
    "STANDARD": ({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, {"TZNAME"}, {"RRULE"}),
    "DAYLIGHT": ({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, {"TZNAME"}, {"RRULE"}),
}
INSIDE = {None: {"VCALENDAR"}, "VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VEVENT": {"VALARM"}, "VTIMEZONE": {"STANDARD", "DAYLIGHT"}}


class Component:
    def __init__(self, name, line):
        self.name, self.line, self.properties, self.inside = name, line, [], []

    def all(self, name):
        return [value for known, _, value in self.properties if known == name]

    def one(self, name):
        return (self.all(name) or [None])[0]

    def parameters(self, name):
        return next((parameters for known, parameters, _ in self.properties if known == name), {})

    def find(self, name):
        return [part for part in self.inside if part.name == name]


def unfold(data, faults):
    """The content lines with their numbers (3.1)."""
    lines = []
    if not data.endswith(b"\r\n"):
        faults.append("the last line does not end in CR LF")
    for number, raw in enumerate(data.removesuffix(b"\r\n").removesuffix(b"\n").split(b"\n"), 1):
        if not raw.endswith(b"\r") and number < data.count(b"\n"):
            faults.append(f"line {number} does not end in CR LF")
        raw = raw.removesuffix(b"\r")
        if len(raw) > 75:
            faults.append(f"line {number} has {len(raw)} octets")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            faults.append(f"line {number} splits a character")
            text = raw.decode("utf-8", "replace")
        if text[:1] in (" ", "\t") and lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + text[1:])
        elif text:
            lines.append((number, text))
        else:
            faults.append(f"line {number} is empty")
    return lines


def untext(value, where, faults):
    """A value of type TEXT (3.3.11)."""
    out = ""
    for piece in re.finditer(r"\\(.)|(.)", value, re.DOTALL):
        if piece[1] is None:
            if piece[2] in ";," or ord(piece[2]) < 32:
                faults.append(f"{where}: {piece[2]!r} is not escaped")
            out += piece[2]
        elif piece[1] in "nN":
            out += "\n"
        elif piece[1] in "\\;,":
            out += piece[1]
        else:
            faults.append(f"{where}: \\{piece[1]} means nothing")
    return out


def day(value, where, faults):
    """A DATE or DATE-TIME as Python's, None with a fault."""
    match = DATE.match(value) or TIME.match(value)
    try:
        numbers = [int(n) for n in match.groups()[:6]]
        return datetime.date(*numbers) if len(numbers) == 3 else datetime.datetime(*numbers)
    except (AttributeError, ValueError):
        faults.append(f"{where}: {value} is no date")
        return None


def check_value(name, parameters, value, where, faults):
    if name in TEXTS:
        return untext(value, where, faults)
    if name in ("DTSTART", "DTEND", "EXDATE", "DTSTAMP"):
        is_date = parameters.get("VALUE") == "DATE"
        if is_date != bool(DATE.match(value)) or (name == "DTSTAMP" and not value.endswith("Z")):
            faults.append(f"{where}: {value} is not of the type that is told")
        return day(value, where, faults)
    if name == "RRULE":
        parts = dict(part.split("=", 1) for part in value.split(";") if "=" in part)
        if not value.startswith("FREQ=") or len(parts) != len(value.split(";")) or {"UNTIL", "COUNT"} <= set(parts):
            faults.append(f"{where}: {value} is no rule")
        for part, content in parts.items():
            if part not in RULE or not re.fullmatch(RULE[part], content):
                faults.append(f"{where}: {part}={content} is no part of a rule")
        return parts
    right = {"VERSION": "2.0", "CALSCALE": "GREGORIAN", "TRANSP": "OPAQUE|TRANSPARENT", "ACTION": "DISPLAY|AUDIO|EMAIL",
             "TRIGGER": DURATION, "TZOFFSETFROM": OFFSET, "TZOFFSETTO": OFFSET, "ORGANIZER": r"mailto:[^\s@]+@[^\s@]+"}.get(name)
    if right and not re.fullmatch(right, value):
        faults.append(f"{where}: {value} cannot be {name}")
    return value


def check_component(part, faults):
    once, maybe, many = RULES.get(part.name, (set(), set(), set()))
    names = [name for name, _, _ in part.properties]
    for name in sorted(once - set(names)):
        faults.append(f"{part.name} of line {part.line}: no {name}")
    for name in sorted({n for n in names if names.count(n) > 1} - many):
        faults.append(f"{part.name} of line {part.line}: {name} stands twice")
    for name in sorted(set(names) - once - maybe - many):
        faults.append(f"{part.name} of line {part.line}: {name} does not belong here")
    start, end, rule = part.one("DTSTART"), part.one("DTEND"), part.one("RRULE")
    if part.name == "VEVENT" and start and end and (type(start) is not type(end) or end <= start):
        faults.append(f"VEVENT of line {part.line}: DTEND is not after DTSTART")
    if part.name == "VEVENT" and rule and "UNTIL" in rule:
        if ("T" in rule["UNTIL"]) != isinstance(start, datetime.datetime):
            faults.append(f"VEVENT of line {part.line}: UNTIL is of another type than DTSTART")
    for other in part.all("EXDATE"):
        if type(other) is not type(start):
            faults.append(f"VEVENT of line {part.line}: EXDATE is of another type than DTSTART")
    if part.name == "VALARM" and part.one("ACTION") == "DISPLAY" and part.one("DESCRIPTION") is None:
        faults.append(f"VALARM of line {part.line}: no DESCRIPTION")


def take_line(number, text, stack, faults):
    name = LINE.match(text)
    at, parameters = name.end() if name else 0, {}
    while name and (parameter := PARAMETER.match(text, at)):
        parameters[parameter[1].upper()] = parameter[2].strip('"')
        at = parameter.end()
    if not name or text[at:at + 1] != ":":
        faults.append(f"line {number}: {text!r} is no content line")
        return
    name, value, where = name[1].upper(), text[at + 1:], f"line {number}, {name[1]}"
    top = stack[-1].name if stack[-1] else None
    if name == "BEGIN":
        if value not in INSIDE.get(top, ()):
            faults.append(f"{where}: {value} does not belong in {top}")
        part = Component(value, number)
        stack[-1].inside.append(part)
        stack.append(part)
    elif name == "END":
        if value != top:
            faults.append(f"{where}: {value} ends, but {top} is open")
        elif len(stack) > 1:
            check_component(stack.pop(), faults)
    else:
        stack[-1].properties.append((name, parameters, check_value(name, parameters, value, where, faults)))


def read(data):
    """The VCALENDAR (None without one) and the faults."""
    faults = []
    root = Component(None, 0)
    stack = [root]
    for number, text in unfold(data, faults):
        take_line(number, text, stack, faults)
    if len(stack) > 1:
        faults.append(f"{stack[-1].name} is not ended")
    if len(root.inside) != 1 or root.properties:
        faults.append(f"{len(root.inside)} objects, {len(root.properties)} lines outside them")
    calendar = root.inside[0] if root.inside else None
    if calendar and not calendar.inside:
        faults.append("the calendar is empty")
    events = calendar.find("VEVENT") if calendar else []
    uids = [event.one("UID") for event in events if event.one("UID")]
    faults += [f"the UID {uid} stands twice" for uid in sorted({u for u in uids if uids.count(u) > 1})]
    zones = {zone.one("TZID") for zone in (calendar.find("VTIMEZONE") if calendar else [])}
    for event in events:
        for name, parameters, _ in event.properties:
            if "TZID" in parameters and parameters["TZID"] not in zones:
                faults.append(f"VEVENT of line {event.line}: {name} has a TZID without its VTIMEZONE")
    return calendar, faults


def day_in(rule, start, year):
    """The day of a yearly rule in one year, None without one (3.3.10)."""
    last = (datetime.date(year + start.month // 12, start.month % 12 + 1, 1) - datetime.timedelta(1)).day
    if "BYDAY" in rule:
        number, weekday = int(rule["BYDAY"][:-2]), ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].index(rule["BYDAY"][-2:])
        fit = [d for d in range(1, last + 1) if datetime.date(year, int(rule["BYMONTH"]), d).weekday() == weekday]
        index = number - 1 if number > 0 else number
        return datetime.date(year, int(rule["BYMONTH"]), fit[index]) if -len(fit) <= index < len(fit) else None
    if "BYMONTHDAY" in rule:
        number = int(rule["BYMONTHDAY"])
        return datetime.date(year, int(rule["BYMONTH"]), last + 1 + number if number < 0 else number)
    return datetime.date(year, start.month, start.day) if start.day <= last else None


def days(event, first, last):
    """The days on which an event begins from one year to another; DTSTART is always one of its own rule."""
    start = event.one("DTSTART")
    start = start.date() if isinstance(start, datetime.datetime) else start
    out = {start.date() if isinstance(start, datetime.datetime) else start for start in event.all("EXDATE")}
    rule = event.one("RRULE")
    if not rule:
        return [start] if first <= start.year <= last and start not in out else []
    until = rule.get("UNTIL", "99991231")[:8]
    found = (day_in(rule, start, year) for year in range(max(first, start.year), last + 1))
    assert day_in(rule, start, start.year) == start, f"{start} is not of its own rule {rule}"
    return [d for d in found if d and d not in out and d.strftime("%Y%m%d") <= until]
