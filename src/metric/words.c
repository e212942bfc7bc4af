/* Swedish words that figures are spoken of with: numbers, units, counts, lists. */
#include "metric/internal.h"

#include "base/buf.h"
#include "base/number.h"
#include "base/utf8.h"

#include <string.h>

const char *met_number_text(struct aj_arena *arena, struct aj_rat base, const struct mdl_unit *unit,
                            int decimals)
{
    return aj_number_format(arena, aj_rat_div(arena, base, unit->scale), decimals);
}

const char *met_with_unit(struct aj_arena *arena, const char *number, const struct mdl_unit *unit)
{
    if (!unit->many)
        return number;
    return aj_printf(arena, "%s\xC2\xA0%s", number, strcmp(number, "1") ? unit->many : unit->one);
}

const char *met_count_word(struct aj_arena *arena, uint32_t count, enum mdl_genus genus)
{
    static const char *const words[] = {"noll", "en",   "två", "tre", "fyra", "fem", "sex",
                                        "sju",  "åtta", "nio", "tio", "elva", "tolv"};
    if (count == 1 && genus == MDL_NEUTRUM)
        return "ett";
    if (count < sizeof words / sizeof *words)
        return words[count];
    return aj_number_format(arena, aj_rat_int(arena, count), 0);
}

const char *met_capital(struct aj_arena *arena, const char *text)
{
    const char *rest = text, *end = text + strlen(text);
    if (rest == end)
        return text;
    uint32_t first = aj_utf8_next(&rest, end);
    char letter[5] = {0};
    aj_utf8_put(letter, aj_utf8_upper(first));
    return aj_printf(arena, "%s%s", letter, rest);
}

const char *met_join(struct aj_arena *arena, const char *const *items, uint32_t count, const char *last)
{
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            aj_buf_printf(&out, i + 1 < count ? ", " : " %s ", last);
        aj_buf_str(&out, items[i]);
    }
    char *text = aj_strndup(arena, out.data ? out.data : "", out.len);
    aj_buf_free(&out);
    return text;
}
