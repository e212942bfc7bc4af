/* Organisation charts: units within units as the author wrote them, or out of a table of units and whose they
 * are. */
#include "metric/internal.h"

#include "base/utf8.h"

#include <string.h>

enum { UNITS_MOST = 200 };

struct unit {
    const char *name, *under, *note;
    aj_at at, under_at;
    uint32_t parent; /* 1 + index; 0: none */
    bool placed;
};

struct units {
    struct met_result *r;
    struct unit *items;
    uint32_t count, cap;
};

static bool same_text(const char *a, const char *b)
{
    const char *a_end = a + strlen(a), *b_end = b + strlen(b);
    while (a < a_end && b < b_end)
        if (aj_utf8_lower(aj_utf8_next(&a, a_end)) != aj_utf8_lower(aj_utf8_next(&b, b_end)))
            return false;
    return a == a_end && b == b_end;
}

/* The column whose heading is one of the names, or -1. */
static int64_t find_column(const struct src_table *table, const char *const names[3])
{
    for (uint32_t c = 0; c < table->columns; c++)
        for (int i = 0; i < 3; i++)
            if (same_text(src_cell_at(table, 0, c).text, names[i]))
                return c;
    return -1;
}

static uint32_t find_unit(const struct units *units, const char *name)
{
    for (uint32_t i = 0; i < units->count; i++)
        if (same_text(units->items[i].name, name))
            return i + 1;
    return 0;
}

static bool read_rows(struct units *units, const struct src_table *table, aj_at at)
{
    static const char *const names[][3] = {
        {"Enhet", "Namn", "Unit"}, {"Överordnad", "Under", "Parent"}, {"Not", "Uppgift", "Note"}};
    struct aj_job *job = units->r->job;
    int64_t unit = find_column(table, names[0]), under = find_column(table, names[1]);
    int64_t note = find_column(table, names[2]);
    if (unit < 0 || under < 0) {
        aj_diag_add(job->diags, AJ_E0390, at, table->file, unit < 0 ? "Enhet" : "Överordnad", NULL);
        return false;
    }
    for (uint32_t row = 1; row < table->rows && units->count < UNITS_MOST; row++) {
        struct src_cell cell = src_cell_at(table, row, (uint32_t)unit);
        struct src_cell above = src_cell_at(table, row, (uint32_t)under);
        if (!*cell.text)
            continue;
        if (find_unit(units, cell.text)) {
            aj_diag_add(job->diags, AJ_E0391, cell.at, cell.text, NULL);
            return false;
        }
        struct unit one = {.name = cell.text,
                           .under = above.text,
                           .at = cell.at,
                           .under_at = above.at,
                           .note = note < 0 ? "" : src_cell_at(table, row, (uint32_t)note).text};
        AJ_PUSH(job->arena, units->items, units->count, units->cap, one);
    }
    return true;
}

static bool find_parents(struct units *units)
{
    struct aj_job *job = units->r->job;
    const char **names = AJ_NEW_N(job->arena, const char *, units->count + 1);
    for (uint32_t i = 0; i < units->count; i++)
        names[i] = units->items[i].name;
    for (uint32_t i = 0; i < units->count; i++) {
        struct unit *unit = &units->items[i];
        if (!*unit->under)
            continue;
        unit->parent = find_unit(units, unit->under);
        if (unit->parent)
            continue;
        const char *near = aj_did_you_mean(unit->under, names, units->count);
        aj_diag_add(job->diags, AJ_E0392, unit->under_at, unit->under,
                    near ? aj_printf(job->arena, "did you mean \"%s\"? ", near) : "",
                    near ? aj_printf(job->arena, "menade du \"%s\"? ", near) : "", NULL);
        return false;
    }
    return true;
}

/* The units below one, in the table's order. What goes in a circle is below none that is placed. */
static void place_below(struct units *units, uint32_t parent, xmlNodePtr out, uint32_t depth)
{
    for (uint32_t i = 0; i < units->count && depth < UNITS_MOST; i++) {
        struct unit *unit = &units->items[i];
        if (unit->parent != parent || unit->placed)
            continue;
        unit->placed = true;
        xmlNodePtr node = xmlNewChild(out, NULL, BAD_CAST "unit", NULL);
        met_set_at(node, unit->at);
        met_set(node, "name", unit->name);
        if (*unit->note)
            met_set(node, "note", unit->note);
        place_below(units, i + 1, node, depth + 1);
    }
}

static void read_file(struct met_result *r, const xmlNode *node, const char *file, xmlNodePtr out)
{
    aj_at at = src_xml_at(node);
    struct units units = {.r = r};
    const struct src_table *table = src_csv_read(r->job, aj_places_at(r->job->places, at).file, file, at);
    if (!table || !read_rows(&units, table, at) || !find_parents(&units))
        return;
    place_below(&units, 0, out, 0);
    for (uint32_t i = 0; i < units.count; i++)
        if (!units.items[i].placed) {
            aj_diag_add(r->job->diags, AJ_E0393, units.items[i].under_at, units.items[i].name, NULL);
            return;
        }
}

void met_bind_orgchart(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    const char *id = met_attr(r, node, "id"), *file = met_attr(r, node, "file");
    xmlNodePtr chart = met_add(r, out, "orgchart", node);
    met_set(chart, "id", id ? id : met_id_new(r, NULL, "organisation"));
    met_bind_children(r, node, chart, depth + 1);
    if (file)
        read_file(r, node, file, chart);
}
