/* What a build record tells of a document. */
#include "archive/internal.h"
#include "base/utf8.h"
#include "model/decision.h"

#include <string.h>

enum { TEXT_MOST = 600, REPLACES_MOST = 20 };

/* A member's text with nothing in it that a page could not show, at most a few hundred letters; "" without.
 */
static const char *member(struct aj_arena *arena, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    const char *text = json_string_value(value);
    if (!text || !*text)
        return "";
    size_t length = json_string_length(value), n = aj_utf8_offset(text, length, TEXT_MOST);
    struct aj_buf clean = AJ_BUF_INIT;
    aj_utf8_add(&clean, text, n);
    if (n < length)
        aj_buf_str(&clean, "…");
    const char *copy = aj_strdup(arena, clean.data);
    aj_buf_free(&clean);
    return copy;
}

/* How much a decision says about where the document stands: one that makes it hold, one that is dated, any.
 */
static int standing(const json_t *decision)
{
    const char *status = json_string_value(json_object_get(decision, "status"));
    if (!json_string_length(json_object_get(decision, "date")))
        return 0;
    return status && (mdl_decision_adopts(status) || strcmp(status, "reviderar") == 0) ? 2 : 1;
}

/* The decision that the document's date is of: the last of those that say most. */
static const json_t *deciding(const json_t *front)
{
    const json_t *best = NULL, *decisions = json_object_get(front, "decisions");
    for (size_t i = 0; i < json_array_size(decisions); i++) {
        const json_t *one = json_array_get(decisions, i);
        if (json_is_object(one) && (!best || standing(one) >= standing(best)))
            best = one;
    }
    return best;
}

static void take_replaces(struct aj_arena *arena, const json_t *front, struct arc_document *document)
{
    const json_t *titles = json_object_get(front, "replaces");
    size_t count = json_array_size(titles) < REPLACES_MOST ? json_array_size(titles) : REPLACES_MOST;
    const char **out = AJ_NEW_N(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        json_t *holder = json_pack("{s:O}", "title", json_array_get(titles, i));
        const char *title = member(arena, holder, "title");
        json_decref(holder);
        if (*title)
            out[document->replaces_count++] = title;
    }
    document->replaces = out;
}

static uint32_t number_of(const json_t *object, const char *name)
{
    json_int_t value = json_integer_value(json_object_get(object, name));
    return value < 0 ? 0 : value > INT32_MAX ? INT32_MAX : (uint32_t)value;
}

struct arc_findings arc_findings_of(const json_t *head)
{
    const json_t *counts = json_object_get(head, "counts");
    struct arc_findings findings = {.known = json_is_object(counts)};
    findings.errors = number_of(counts, "errors") + number_of(counts, "faults");
    findings.warnings = number_of(counts, "warnings");
    findings.notes = number_of(counts, "notes");
    findings.accepted = number_of(counts, "accepted");
    return findings;
}

/* The first number of four digits in a text that is a year. */
static const char *year_in(struct aj_arena *arena, const char *text)
{
    for (const char *p = text; *p;) {
        size_t n = strspn(p, "0123456789");
        if (n == 4 && (strncmp(p, "19", 2) == 0 || strncmp(p, "20", 2) == 0))
            return aj_strndup(arena, p, 4);
        p += n ? n : 1;
    }
    return "";
}

/* The author's own filing first: the name of the folder; then what the document says of itself. */
const char *arc_year(struct aj_arena *arena, const struct arc_document *document, const json_t *front)
{
    const char *slash = strrchr(document->base, '/');
    size_t folder = slash ? (size_t)(slash - document->base) : 0;
    const char *above = aj_strndup(arena, document->base, folder);
    const char *name = strrchr(above, '/') ? strrchr(above, '/') + 1 : above;
    const char *const texts[] = {slash ? slash + 1 : document->base, name, member(arena, front, "valid_from"),
                                 document->date, document->title};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *year = year_in(arena, texts[i]);
        if (*year)
            return year;
    }
    return "";
}

void arc_take_head(struct aj_arena *arena, const json_t *head, struct arc_document *document)
{
    const json_t *front = json_object_get(head, "front"), *about = json_object_get(head, "about");
    const json_t *pdf = json_object_get(head, "pdf"), *decision = deciding(front);
    document->named = member(arena, about, "organisation");
    document->organisation = *document->named ? document->named : member(arena, head, "organisation");
    document->title = member(arena, head, "title");
    document->kind = member(arena, about, "kind");
    document->type = member(arena, front, "type");
    document->status = member(arena, head, "status");
    document->number = member(arena, front, "diarienummer");
    document->body = member(arena, decision, "body");
    document->decision = member(arena, decision, "status");
    document->paragraph = member(arena, decision, "paragraph");
    const char *date = member(arena, decision, "date");
    document->date = *date ? date : member(arena, about, "date");
    document->pages = number_of(pdf, "pages");
    document->findings = arc_findings_of(head);
    document->year = arc_year(arena, document, front);
    take_replaces(arena, front, document);
}
