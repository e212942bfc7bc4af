/* Tables of actions: recognised by their headings, whatever a municipality calls the columns. */
#include "model/internal.h"

#include <string.h>

/* A column is what the first line says that a word of its heading begins with. */
static const struct {
    const char *stem; /* folded */
    enum mdl_action_field field;
} stems[] = {
    {"ansvar", MDL_ACTION_RESPONSIBLE},
    {"ägare", MDL_ACTION_RESPONSIBLE},
    {"åtgärdsägare", MDL_ACTION_RESPONSIBLE},
    {"uppföljning", MDL_ACTION_NOW},
    {"lägesbeskrivning", MDL_ACTION_NOW},
    {"nuläge", MDL_ACTION_NOW},
    {"kommentar", MDL_ACTION_NOW},
    {"beskrivning", MDL_ACTION_WHAT},
    {"innebörd", MDL_ACTION_WHAT},
    {"innehåll", MDL_ACTION_WHAT},
    {"vad", MDL_ACTION_WHAT},
    {"effekt", MDL_ACTION_SAVING},
    {"effektivisering", MDL_ACTION_SAVING},
    {"besparing", MDL_ACTION_SAVING},
    {"engångseffekt", MDL_ACTION_SAVING},
    {"engångsbesparing", MDL_ACTION_SAVING},
    {"årseffekt", MDL_ACTION_SAVING},
    {"kostnadsminskning", MDL_ACTION_SAVING},
    {"läge", MDL_ACTION_STATUS},
    {"status", MDL_ACTION_STATUS},
    {"tidplan", MDL_ACTION_TIME},
    {"tidsplan", MDL_ACTION_TIME},
    {"tidpunkt", MDL_ACTION_TIME},
    {"klar", MDL_ACTION_TIME},
    {"klart", MDL_ACTION_TIME},
    {"slutdatum", MDL_ACTION_TIME},
    {"när", MDL_ACTION_TIME},
    {"genomförs", MDL_ACTION_TIME},
    {"avsnitt", MDL_ACTION_TERM},
    {"sikt", MDL_ACTION_TERM},
    {"tidshorisont", MDL_ACTION_TERM},
    {"horisont", MDL_ACTION_TERM},
    {"grupp", MDL_ACTION_TERM},
    {"mål", MDL_ACTION_GOAL},
    {"belopp", MDL_ACTION_SAVING},
    {"omfattning", MDL_ACTION_EXTENT},
    {"åtgärd", MDL_ACTION_NAME},
    {"åtgärder", MDL_ACTION_NAME},
    {"insats", MDL_ACTION_NAME},
    {"aktivitet", MDL_ACTION_NAME},
    {"förflyttning", MDL_ACTION_NAME},
    {"åtgärdsförslag", MDL_ACTION_NAME},
};

enum { STEMS = sizeof stems / sizeof *stems };

/* Whether a word of the folded heading is the stem, or for stems of six letters and more begins with it. */
static bool has_word(const char *heading, const char *stem)
{
    size_t n = strlen(stem);
    for (const char *p = strstr(heading, stem); p; p = strstr(p + 1, stem)) {
        bool starts = p == heading || p[-1] == ' ' || p[-1] == '/';
        bool ends = !p[n] || strchr(" /,(", p[n]) != NULL;
        if (starts && (ends || n >= 6))
            return true;
    }
    return false;
}

static bool field_of(const char *folded, enum mdl_action_field *field)
{
    for (size_t i = 0; i < STEMS; i++)
        if (has_word(folded, stems[i].stem)) {
            *field = stems[i].field;
            return true;
        }
    return false;
}

/* Headings of tables that may speak of actions beside what they are about. */
static bool is_other(const char *folded)
{
    static const char *const words[] = {"trend",     "trender",     "nyckeltal",
                                        "indikator", "indikatorer", "drivkraft"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(folded, words[i]))
            return true;
    return false;
}

bool mdl_is_actions(struct aj_arena *arena, const struct src_table *source)
{
    bool name = false, said = false;
    for (uint32_t c = 0; c < source->columns; c++) {
        enum mdl_action_field field;
        const char *folded = mdl_fold(arena, src_cell_at(source, 0, c).text);
        if (is_other(folded))
            return false;
        if (!field_of(folded, &field))
            continue;
        name |= field == MDL_ACTION_NAME;
        said |= field != MDL_ACTION_NAME && field != MDL_ACTION_GOAL && field != MDL_ACTION_EXTENT;
    }
    return name && said;
}

struct action_column {
    bool known;
    enum mdl_action_field field;
    struct mdl_unit unit; /* of amounts; no name if its heading says none */
    enum mdl_rhythm rhythm;
};

/* "Möjlig effektivisering" of "Möjlig effektivisering (tkr per år)", with the unit and the rhythm. */
static const char *read_heading(struct aj_arena *arena, const char *heading, struct action_column *column)
{
    const char *open = strrchr(heading, '('), *comma = strrchr(heading, ','), *text;
    const char *mark = open ? open : comma;
    column->rhythm = mdl_rhythm_of(arena, heading);
    if (!mark || mark == heading)
        return heading;
    text = mark + 1 + strspn(mark + 1, " ");
    size_t n = strcspn(text, ")"), word = strcspn(text, " )/");
    const char *whole = aj_strndup(arena, text, n), *first = aj_strndup(arena, text, word < n ? word : n);
    if (!mdl_unit_known(arena, first, &column->unit) && !mdl_unit_known(arena, whole, &column->unit)) {
        column->unit = (struct mdl_unit){0};
        return heading;
    }
    size_t end = (size_t)(mark - heading);
    while (end > 0 && heading[end - 1] == ' ')
        end--;
    return aj_strndup(arena, heading, end);
}

static struct action_column *read_columns(struct mdl_model *model, const struct src_table *source,
                                          struct mdl_action_table *table)
{
    struct aj_arena *arena = model->job->arena;
    struct action_column *columns = AJ_NEW_N(arena, struct action_column, source->columns);
    bool seen[MDL_ACTION_FIELDS] = {false};
    for (uint32_t c = 0; c < source->columns; c++) {
        const char *heading = src_cell_at(source, 0, c).text;
        struct action_column *column = &columns[c];
        column->known = field_of(mdl_fold(arena, heading), &column->field);
        const char *text = read_heading(arena, heading, column);
        if (!column->known)
            continue;
        bool further = seen[column->field];
        seen[column->field] = true;
        if (further && column->field != MDL_ACTION_SAVING)
            column->known = false; /* a second column of the same is kept out */
        else                       /* what heads one of several amounts does not head them all */
            table->headings[column->field] = further ? NULL : text;
    }
    return columns;
}

/* Whether a text has an amount of money, and not only some other figure. */
static bool has_money(struct aj_arena *arena, const char *text, struct mdl_amounts *out)
{
    const char *unknown;
    if (mdl_amounts_parse(arena, text, NULL, MDL_ANYTIME, out, &unknown) != MDL_AMOUNTS_FINE)
        return false;
    for (int i = 0; i < MDL_RHYTHMS; i++)
        if (out->of[i].known && !strcmp(out->of[i].unit.dimension, "kr"))
            return true;
    return false;
}

void mdl_action_name(struct aj_arena *arena, const char *text, struct mdl_action *out)
{
    size_t n = strlen(text);
    const char *open = n && text[n - 1] == ')' ? strrchr(text, '(') : NULL;
    out->written = out->says[MDL_ACTION_NAME] = text;
    if (!open || open == text)
        return;
    const char *inner = aj_strndup(arena, open + 1, n - (size_t)(open - text) - 2);
    /* "minst 1 procent av kommunbidraget, cirka 30 mnkr": the amount of money may be the last of several. */
    for (const char *p = inner; p; p = strchr(p, ',')) {
        p += *p == ',';
        if (!has_money(arena, p, &out->extent))
            continue;
        size_t end = (size_t)(open - text);
        while (end > 0 && text[end - 1] == ' ')
            end--;
        out->says[MDL_ACTION_NAME] = aj_strndup(arena, text, end);
        out->says[MDL_ACTION_EXTENT] = inner;
        return;
    }
    out->extent = (struct mdl_amounts){0};
}

/* The amounts of a cell, in the unit and rhythm of its column where it says none itself. */
static void read_amounts(struct mdl_model *model, struct src_cell cell, const struct action_column *column,
                         const struct mdl_unit *otherwise, struct mdl_amounts *out)
{
    struct aj_job *job = model->job;
    const char *unknown = "";
    const struct mdl_unit *unit = column->unit.name ? &column->unit : otherwise;
    struct mdl_amounts amounts;
    switch (mdl_amounts_parse(job->arena, cell.text, unit, column->rhythm, &amounts, &unknown)) {
    case MDL_AMOUNTS_UNIT: {
        const char *meant = mdl_unit_meant(unknown);
        aj_diag_add(job->diags, AJ_E0210, cell.at, unknown, meant ? meant : "tkr", NULL);
        return;
    }
    case MDL_AMOUNTS_NO_UNIT:
        aj_diag_add(job->diags, AJ_E0219, cell.at, cell.text, NULL);
        return;
    case MDL_AMOUNTS_TWICE:
        aj_diag_add(job->diags, AJ_E0265, cell.at, cell.text, NULL);
        return;
    case MDL_AMOUNTS_FINE:
        break;
    }
    bool first = true;
    for (int i = 0; i < MDL_RHYTHMS; i++)
        first &= !out->of[i].known;
    if (first) {
        *out = amounts;
        return;
    }
    out->plain &= amounts.plain && !*amounts.about;
    for (int i = 0; i < MDL_RHYTHMS; i++) {
        if (out->of[i].known && amounts.of[i].known)
            aj_diag_add(job->diags, AJ_E0265, cell.at, cell.text, NULL);
        if (!out->of[i].known)
            out->of[i] = amounts.of[i];
    }
}

static void read_cell(struct mdl_model *model, struct mdl_action *action, const struct action_column *column,
                      struct src_cell cell, const struct mdl_unit *unit)
{
    struct aj_arena *arena = model->job->arena;
    enum mdl_action_field field = column->field;
    if (field == MDL_ACTION_NAME)
        mdl_action_name(arena, cell.text, action);
    else if (field == MDL_ACTION_SAVING && action->says[field])
        action->says[field] = aj_printf(arena, "%s, %s", action->says[field], cell.text);
    else
        action->says[field] = cell.text;
    action->ats[field] = cell.at;
    if (field == MDL_ACTION_SAVING)
        read_amounts(model, cell, column, unit, &action->saving);
    else if (field == MDL_ACTION_EXTENT)
        read_amounts(model, cell, column, unit, &action->extent);
}

static bool is_dash(const char *text)
{
    return !strcmp(text, "-") || !strcmp(text, "\xE2\x80\x93") || !strcmp(text, "\xE2\x80\x94");
}

static struct mdl_action read_row(struct mdl_model *model, const struct src_table *source, uint32_t row,
                                  const struct action_column *columns, const struct mdl_unit *unit)
{
    struct mdl_action action = {.at = src_cell_at(source, row, 0).at};
    for (uint32_t c = 0; c < source->columns; c++) {
        struct src_cell cell = src_cell_at(source, row, c);
        if (columns[c].known && *cell.text && !is_dash(cell.text))
            read_cell(model, &action, &columns[c], cell, unit);
    }
    if (action.says[MDL_ACTION_NAME])
        action.at = action.ats[MDL_ACTION_NAME];
    return action;
}

static bool says_anything(const struct mdl_action *action)
{
    for (int i = 0; i < MDL_ACTION_FIELDS; i++)
        if (action->says[i])
            return true;
    return false;
}

/* One action twice would count twice. */
static void report_twice(struct mdl_model *model, struct aj_map *seen, struct mdl_action *action)
{
    struct aj_job *job = model->job;
    const char *term = action->says[MDL_ACTION_TERM];
    const char *key =
        mdl_fold(job->arena, aj_printf(job->arena, "%s\n%s", action->written, term ? term : ""));
    if (aj_map_find(seen, key))
        aj_diag_add(job->diags, AJ_E0269, action->at, action->written, NULL);
    else
        aj_map_put(seen, key, model);
}

static const char *stem_of(struct aj_arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/'), *start = slash ? slash + 1 : file, *dot = strrchr(start, '.');
    return dot ? aj_strndup(arena, start, (size_t)(dot - start)) : start;
}

void mdl_take_actions(struct mdl_model *model, const struct src_table *source, const struct mdl_hint *hint,
                      aj_at at)
{
    enum { MOST_ROWS = 5000 };
    struct aj_job *job = model->job;
    struct mdl_action_table *table = AJ_NEW(job->arena, struct mdl_action_table);
    struct mdl_unit unit = {0};
    table->file = source->file;
    table->edition = hint->edition;
    table->name = hint->name ? hint->name : stem_of(job->arena, source->file);
    table->at = at;
    if (hint->unit && !mdl_unit_known(job->arena, hint->unit, &unit)) {
        const char *meant = mdl_unit_meant(hint->unit);
        aj_diag_add(job->diags, AJ_E0210, at, hint->unit, meant ? meant : "tkr", NULL);
    }
    const struct action_column *columns = read_columns(model, source, table);
    struct aj_map seen = AJ_MAP_INIT(job->arena);
    for (uint32_t row = 1; row < source->rows && row <= MOST_ROWS; row++) {
        struct mdl_action action = read_row(model, source, row, columns, unit.name ? &unit : NULL);
        if (!says_anything(&action))
            continue;
        if (!action.says[MDL_ACTION_NAME]) {
            aj_diag_add(job->diags, AJ_E0268, action.at, NULL);
            continue;
        }
        report_twice(model, &seen, &action);
        AJ_PUSH(job->arena, table->items, table->len, table->cap, action);
    }
    if (source->rows > MOST_ROWS + 1)
        aj_diag_add(job->diags, AJ_E0107, src_cell_at(source, MOST_ROWS + 1, 0).at, "actions", "åtgärder",
                    "5 000", NULL);
    AJ_PUSH(job->arena, model->actions, model->action_len, model->action_cap, table);
}
