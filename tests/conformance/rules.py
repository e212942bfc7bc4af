"""The register of checks: each has a name, the clause it comes from, and a function that yields what is wrong."""

CHECKS = {}


class Check:
    def __init__(self, name, clause, function):
        self.name = name
        self.clause = clause
        self.says = " ".join((function.__doc__ or "").split())
        self.function = function


def check(name, clause):
    def register(function):
        CHECKS[name] = Check(name, clause, function)
        return function

    return register


def faults(document):
    """(check, what is wrong) for everything that is."""
    return [(c, fault) for c in CHECKS.values() for fault in c.function(document)]
