/* Names that tell what made a file: locks, temporaries and backups, and copies beside the original. */
#include "watch/watch.h"

#include <string.h>

/* In patterns `*` is any run of bytes and `#` one or two digits: a number of a copy, not a year. */
static const char *const passed[] = {
    ".*",                   /* hidden: .~lock.x.csv#, .x.swp, .DS_Store, .nfs0001, and our own temporaries */
    "~$*",                  /* Office: owner of an open document */
    "~*.tmp",               /* Word: ~WRL0001.tmp */
    "*~",                   /* Emacs, gedit: backup */
    "#*#",                  /* Emacs: autosave */
    "*.sw?",                /* Vim: swap */
    "*.tmp",                /* anything temporary */
    "*.temp",      "*.bak", /* Notepad++ and many others */
    "*.part",               /* downloads under way */
    "*.partial",   "*.crdownload", "*.download", "*.filepart", /* WinSCP */
    "*.lock",      "*.lck",                                    /* XMetaL, FrameMaker */
    "*.sb-*-*",                                                /* macOS: safe save */
    "thumbs.db",                                               /* Windows Explorer */
    "ehthumbs.db", "desktop.ini",  "icon\r",                   /* macOS Finder */
    "4913",                                                    /* Vim: whether the folder may be written */
};

/* What a copy's name has more than the original's, before its extension. */
struct copy_rule {
    const char *before, *after;
    bool report_only; /* too common in other files' names to mean a copy there */
};

static const struct copy_rule copies[] = {
    {"kopia av ", "", false}, /* Windows, older */
    {"kopia (#) av ", "", false},
    {"copy of ", "", false},
    {"copy (#) of ", "", false},
    {"", " - kopia", false}, /* Windows */
    {"", " - kopia (#)", false},
    {"", " \xE2\x80\x93 kopia", false}, /* with an en dash */
    {"", " \xE2\x80\x93 kopia (#)", false},
    {"", " - copy", false},
    {"", " - copy (#)", false},
    {"", " kopia", false}, /* macOS */
    {"", " kopia #", false},
    {"", " copy", false},
    {"", " copy #", false},
    {"", " #", true},    /* iCloud */
    {"", " (#)", false}, /* OneDrive, Google Drive, browsers */
    {"", "(#)", false},
    {"", " (*conflict*)", false}, /* Dropbox, Nextcloud, Seafile */
    {"", " (*konflikt*)", false},
    {"", " (*motstridig*)", false},
    {"", " [conflict*]", false},
    {"", "_conflict-*", false},      /* Nextcloud, older */
    {"", ".sync-conflict-*", false}, /* Syncthing */
    {"", " (* v#)", false},          /* Windows: files offline */
    {"", "-desktop-*", false},       /* OneDrive: the name of the computer */
    {"", "-laptop-*", false},
    {"", "-win-*", false},
    {"", "-pc-*", false},
};

static char folded(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Names are at most 255 bytes and a pattern has two stars at most, so this ends soon. */
static bool matches(const char *pattern, const char *text, const char *end)
{
    for (; *pattern; pattern++, text++) {
        if (*pattern == '*') {
            for (const char *rest = text; rest <= end; rest++)
                if (matches(pattern + 1, rest, end))
                    return true;
            return false;
        }
        if (text == end)
            return false;
        if (*pattern == '#') {
            if (!is_digit(*text))
                return false;
            if (text + 1 < end && is_digit(text[1]) && matches(pattern + 1, text + 2, end))
                return true;
        } else if (*pattern != '?' && *pattern != folded(*text)) {
            return false;
        }
    }
    return text == end;
}

bool wat_name_is_passed(const char *name)
{
    const char *end = name + strlen(name);
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
        /* A pattern that begins with # means the sign. */
        const char *pattern = passed[i];
        bool sign = *pattern == '#';
        if (sign ? *name == '#' && end > name + 1 && end[-1] == '#' : matches(pattern, name, end))
            return true;
    }
    return false;
}

/* "-KLT1234": the name of a computer (NetBIOS: 15 bytes at most), with a digit, all in capitals. */
static bool is_computer(const char *text, const char *end)
{
    enum { SHORTEST = 4, LONGEST = 16 };
    bool digit = false, letter = false;
    if (*text != '-' || end - text < SHORTEST || end - text > LONGEST)
        return false;
    for (const char *p = text + 1; p < end; p++) {
        digit |= is_digit(*p);
        letter |= *p >= 'A' && *p <= 'Z';
        if (!is_digit(*p) && *p != '-' && !(*p >= 'A' && *p <= 'Z'))
            return false;
    }
    return digit && letter;
}

/* The part of the stem that is the original's: from *from to *to. */
static bool find_original(const char *name, const char *end, const char **from, const char **to)
{
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
        const struct copy_rule *rule = &copies[i];
        for (const char *cut = name + 1; cut < end; cut++) {
            if (*rule->before ? !matches(rule->before, name, cut) : !matches(rule->after, cut, end))
                continue;
            *from = *rule->before ? cut : name;
            *to = *rule->before ? end : cut;
            if (!rule->report_only || matches("report", *from, *to))
                return true;
        }
    }
    for (const char *cut = name + 1; cut < end; cut++) {
        *from = name;
        *to = cut;
        if (matches("report", name, cut) && is_computer(cut, end))
            return true;
    }
    return false;
}

bool wat_name_is_copy(const char *name, struct aj_buf *original)
{
    const char *dot = strrchr(name, '.');
    if (!dot || dot == name || wat_name_is_passed(name))
        return false;
    const char *from, *to;
    if (!find_original(name, dot, &from, &to))
        return false;
    aj_buf_clear(original);
    aj_buf_add(original, from, (size_t)(to - from));
    aj_buf_str(original, dot);
    return true;
}
