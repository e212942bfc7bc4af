/* Bodies: those that the calendar names, and those that the law gives every municipality and region. */
#include "base/utf8.h"
#include "calendar/internal.h"

#include <string.h>

/* Kommunallagen (2017:725) 3 kap. 1 and 3 §§: an assembly and a board. */
static const struct cal_body by_law[] = {
    {.name = "Kommunfullmäktige", .abbreviation = "KF"},
    {.name = "Kommunstyrelsen", .abbreviation = "KS"},
    {.name = "Regionfullmäktige", .abbreviation = "RF"},
    {.name = "Regionstyrelsen", .abbreviation = "RS"},
};
enum { BY_LAW = sizeof by_law / sizeof *by_law };

bool cal_same_name(const char *a, const char *b)
{
    enum { MOST = 256 };
    uint32_t x[MOST], y[MOST];
    size_t n = aj_utf8_fold_codes(a, x, MOST), m = aj_utf8_fold_codes(b, y, MOST);
    return n == m && (n < MOST || strcmp(a, b) == 0) && memcmp(x, y, n * sizeof *x) == 0;
}

static bool is_body(const struct cal_body *body, const char *name)
{
    return cal_same_name(body->name, name) || (body->abbreviation && cal_same_name(body->abbreviation, name));
}

const struct cal_body *cal_body_find(struct cal_calendar *calendar, const char *name, aj_at at)
{
    struct aj_arena *arena = calendar->job->arena;
    for (uint32_t i = 0; i < calendar->body_len; i++)
        if (is_body(&calendar->bodies[i], name))
            return &calendar->bodies[i];
    for (size_t i = 0; i < BY_LAW; i++)
        if (is_body(&by_law[i], name))
            return &by_law[i];
    const char **names = AJ_NEW_N(arena, const char *, calendar->body_len + BY_LAW), *list = "";
    uint32_t count = 0;
    for (uint32_t i = 0; i < calendar->body_len; i++)
        names[count++] = calendar->bodies[i].name;
    /* Those of a region are not what a municipality's wheel lacks. */
    for (size_t i = 0; i < 2; i++)
        names[count++] = by_law[i].name;
    for (uint32_t i = 0; i < count && i < 20; i++)
        list = aj_printf(arena, "%s%s%s", list, *list ? ", " : "", names[i]);
    const char *meant = aj_did_you_mean(name, names, count);
    aj_diag_add(calendar->job->diags, AJ_E0846, at, name,
                meant ? aj_printf(arena, "did you mean \"%s\"? ", meant) : "",
                meant ? aj_printf(arena, "menade du \"%s\"? ", meant) : "", list, NULL);
    return NULL;
}
