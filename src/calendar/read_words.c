/* The words of attributes: spans of days, times, names of folders. */
#include "calendar/internal.h"

#include <stdlib.h>
#include <string.h>

int cal_read_span(const char *words)
{
    char *end;
    long n = strtol(words, &end, 10);
    if (end == words || n < 0 || n > 999)
        return 0;
    end += strspn(end, " ");
    return (int)n * (strncmp(end, "veck", 4) == 0 ? 7 : 1);
}

void cal_read_reminders(const char *words, struct cal_entry *entry)
{
    entry->reminder_len = 0;
    if (strcmp(words, "nej") == 0)
        return;
    for (const char *p = words; p && entry->reminder_len < CAL_REMINDERS;) {
        entry->reminders[entry->reminder_len++] = cal_read_span(p);
        p = strstr(p, " och ");
        p = p ? p + strlen(" och ") : NULL;
    }
}

/* Two digits, as a number; -1 for anything else. */
static int two_digits(const char *p)
{
    bool are = p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9';
    return are ? (p[0] - '0') * 10 + p[1] - '0' : -1;
}

/* "13:00" or "13.00" at *p, which moves past it; -1 when it is no time. */
static int clock_at(const char **p)
{
    int hours = two_digits(*p);
    if (hours < 0 || hours > 23 || ((*p)[2] != ':' && (*p)[2] != '.'))
        return -1;
    int minutes = two_digits(*p + 3);
    if (minutes < 0 || minutes > 59)
        return -1;
    *p += 5;
    return hours * 60 + minutes;
}

bool cal_read_time(const char *words, int *begins, int *ends)
{
    static const char dash[] = "–";
    *ends = -1;
    *begins = clock_at(&words);
    if (*begins < 0 || !*words)
        return *begins >= 0;
    words += strspn(words, " ");
    words += strncmp(words, dash, strlen(dash)) == 0 ? strlen(dash) : *words == '-';
    words += strspn(words, " ");
    *ends = clock_at(&words);
    return *ends > *begins && !*words;
}

/* The length of "{år}", "{år+1}" or "{år-2}" at `text`, 0 if none stands there; *add is what is added. */
static size_t year_at(const char *text, int *add)
{
    static const char opening[] = "{år";
    *add = 0;
    if (strncmp(text, opening, strlen(opening)) != 0)
        return 0;
    const char *p = text + strlen(opening);
    if ((*p == '+' || *p == '-') && p[1] >= '0' && p[1] <= '9') {
        *add = (p[1] - '0') * (*p == '+' ? 1 : -1);
        p += 2;
    }
    return *p == '}' ? (size_t)(p + 1 - text) : 0;
}

bool cal_folder_varies(const char *folder, bool *right)
{
    bool varies = false;
    *right = *folder && *folder != '.';
    for (const char *p = folder; *p;) {
        int add;
        size_t n = year_at(p, &add);
        varies |= n > 0;
        if (!n && strchr("/\\{}", *p))
            *right = false;
        p += n ? n : 1;
    }
    return varies && *right;
}

const char *cal_folder_in(struct aj_arena *arena, const struct cal_entry *entry, int year)
{
    struct aj_buf name = AJ_BUF_INIT;
    for (const char *p = entry->folder; *p;) {
        int add;
        size_t n = year_at(p, &add);
        if (n)
            aj_buf_printf(&name, "%d", year + add);
        else
            aj_buf_char(&name, *p);
        p += n ? n : 1;
    }
    const char *out = aj_strdup(arena, name.data ? name.data : "");
    aj_buf_free(&name);
    return out;
}

bool cal_folder_fits(const struct cal_entry *entry, const char *name, int *year)
{
    *year = cal_date_of(entry->when.first).year;
    const char *folder = entry->folder;
    int add = 0;
    size_t n = 0;
    for (; *folder && !(n = year_at(folder, &add)); folder++, name++)
        if (*folder != *name)
            return false;
    if (!n)
        return !*name;
    for (int i = 0; i < 4; i++)
        if (name[i] < '0' || name[i] > '9')
            return false;
    *year = (name[0] - '0') * 1000 + (name[1] - '0') * 100 + (name[2] - '0') * 10 + name[3] - '0' - add;
    /* What follows may have the year in it again. */
    struct cal_entry rest = {.folder = folder + n};
    struct aj_arena *scratch = aj_arena_new();
    bool fits = strcmp(cal_folder_in(scratch, &rest, *year), name + 4) == 0;
    aj_arena_free(scratch);
    return fits;
}
