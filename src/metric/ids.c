/* Ids for tables and charts that the author gave none: a name where there is one, else a number. */
#include "metric/internal.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

static bool is_taken(const struct met_result *r, const char *id)
{
    return aj_map_find(&r->ids, id) != NULL;
}

void met_id_take(struct met_result *r, const char *id)
{
    aj_map_put(&r->ids, id, r);
}

/* Letters without accents that addresses carry unchanged; 0 for what parts words. */
static char plain(uint32_t code)
{
    code = aj_utf8_lower(code);
    if (code == 0xE5 || code == 0xE4 || code == 0xE0)
        return 'a';
    if (code == 0xF6)
        return 'o';
    if (code == 0xE9)
        return 'e';
    bool kept = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
    return kept ? (char)code : '\0';
}

/* "Årets resultat" as "arets-resultat"; "" when no letter begins it, as an id must. */
static const char *slug(struct aj_arena *arena, const char *name)
{
    struct aj_buf out = AJ_BUF_INIT;
    bool gap = false;
    for (const char *p = name, *end = name + strlen(name); p < end;) {
        char c = plain(aj_utf8_next(&p, end));
        if (!c) {
            gap = out.len > 0;
            continue;
        }
        if (!out.len && c >= '0' && c <= '9')
            continue;
        if (gap)
            aj_buf_char(&out, '-');
        aj_buf_char(&out, c);
        gap = false;
    }
    const char *text = aj_strndup(arena, out.data ? out.data : "", out.len);
    aj_buf_free(&out);
    return text;
}

const char *met_id_new(struct met_result *r, const char *name, const char *stem)
{
    const char *id = name ? slug(r->job->arena, name) : "";
    while (!*id || is_taken(r, id))
        id = aj_printf(r->job->arena, "%s-%u", stem, ++r->table_count);
    met_id_take(r, id);
    return id;
}
