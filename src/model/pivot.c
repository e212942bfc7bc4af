/* Long tables turned: keys of rows and columns, then the table of the usual shape. */
#include "model/long.h"

#include "base/buf.h"
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 8000000, MOST_TWINS = 10 };

/* A row that comes out: what its figures are of. */
struct out_row {
    const char *name, *unit, *id;
    uint32_t like; /* the source's row that its other texts are taken from */
};

/* A column that comes out. */
struct out_column {
    struct mdl_period period;
    uint32_t who;   /* index into whos, UINT32_MAX if the table names none */
    uint32_t place; /* when all are sorted */
};

/* Where a figure of the source goes. */
struct entry {
    uint32_t row, column, source_row, source_column;
};

struct pivot {
    struct mdl_model *model;
    struct aj_arena *arena;
    const struct src_table *source;
    const struct mdl_long_column *roles;
    struct mdl_hint hint;
    const char *single; /* the measure's name where no column tells it */
    struct aj_map row_keys, column_keys, who_keys;
    struct out_row *rows;
    uint32_t row_len, row_cap;
    struct out_column *columns;
    uint32_t column_len, column_cap;
    struct mdl_who *whos;
    uint32_t who_len, who_cap;
    struct entry *entries;
    uint32_t entry_len, entry_cap;
    struct aj_buf key;
    uint32_t faults; /* periods that are none */
    bool has_unit, has_id;
    bool peers; /* other organisations, not averages alone: the report's own is named among them */
};

static int find_role(const struct pivot *p, enum mdl_long_role role)
{
    for (uint32_t i = 0; i < p->source->columns; i++)
        if (p->roles[i].role == role)
            return (int)i;
    return -1;
}

static int find_kept(const struct pivot *p, enum mdl_column_role kept)
{
    for (uint32_t i = 0; i < p->source->columns; i++)
        if (p->roles[i].role == MDL_LONG_KEEP && p->roles[i].kept == kept)
            return (int)i;
    return -1;
}

static const char *text_at(const struct pivot *p, uint32_t row, int column)
{
    return column < 0 ? "" : src_cell_at(p->source, row, (uint32_t)column).text;
}

static const char *stem(struct aj_arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/'), *start = slash ? slash + 1 : file, *dot = strrchr(start, '.');
    return dot && dot > start ? aj_strndup(arena, start, (size_t)(dot - start)) : start;
}

/* Said in the report; or by the title, up to "efter region, ålder ..."; or the heading of the figures; or the
 * file's name. */
static const char *single_name(const struct pivot *p)
{
    if (p->hint.name)
        return p->hint.name;
    if (p->source->title) {
        const char *by = strstr(p->source->title, " efter ");
        return by ? aj_strndup(p->arena, p->source->title, (size_t)(by - p->source->title))
                  : p->source->title;
    }
    return stem(p->arena, p->source->file);
}

/* Whether a text is an id in Kolada: N15001, U00442. */
static bool is_id(const char *text)
{
    return (*text == 'N' || *text == 'U') && strspn(text + 1, "0123456789") == 5 && !text[6];
}

static const char *with_word(struct aj_arena *arena, const char *name, const char *word)
{
    return word ? aj_printf(arena, "%s, %s", name, word) : name;
}

/* Named by its measure and by whatever else tells it from its like. */
static void name_row(struct pivot *p, struct out_row *row, uint32_t source_row, uint32_t figure)
{
    const struct src_table *source = p->source;
    int measure = find_role(p, MDL_LONG_MEASURE);
    const char *said = text_at(p, source_row, measure), *heading = src_cell_at(source, 0, figure).text;
    const char *name = *said ? said : p->single;
    bool by_heading = p->roles[figure].role == MDL_LONG_FIGURE && !p->hint.name && !source->title;
    if (p->roles[figure].role == MDL_LONG_FIGURE && measure >= 0)
        name = aj_printf(p->arena, "%s, %s", name, heading);
    else if (by_heading)
        name = heading;
    row->id = text_at(p, source_row, find_role(p, MDL_LONG_ID));
    if (!*row->id && is_id(name))
        row->id = name;
    else if (!*row->id && p->roles[figure].role == MDL_LONG_FIGURE && measure < 0)
        row->id = heading;
    row->unit = text_at(p, source_row, find_kept(p, MDL_COL_UNIT));
    struct mdl_unit unit;
    const char *cut = *row->unit ? NULL : mdl_label_cut(p->arena, name, &unit);
    if (cut) {
        name = cut;
        row->unit = unit.name;
    }
    const char *whole = name;
    for (uint32_t i = 0; i < source->columns; i++) {
        enum mdl_long_role role = p->roles[i].role;
        if (role == MDL_LONG_GENDER || role == MDL_LONG_AGE || (role == MDL_LONG_OTHER && p->roles[i].varies))
            name = with_word(p->arena, name, mdl_long_word(p->arena, role, text_at(p, source_row, (int)i)));
    }
    /* The id alone is a name for the plain row, not for that of one gender. */
    if (name != whole)
        row->id = "";
    row->name = name;
    row->like = source_row;
    p->has_unit |= *row->unit != '\0';
    p->has_id |= *row->id != '\0' && row->id != row->name;
}

static void key_text(struct pivot *p, const char *text)
{
    aj_buf_str(&p->key, text);
    aj_buf_char(&p->key, '\x1F');
}

/* The index, plus one, of what the key names; 0 if it is new and now bears the number `next`. */
static uint32_t look_up(struct pivot *p, struct aj_map *map, uint32_t next)
{
    aj_buf_char(&p->key, '\0');
    uintptr_t known = (uintptr_t)aj_map_find(map, p->key.data);
    if (!known)
        aj_map_put(map, aj_strdup(p->arena, p->key.data), (void *)(uintptr_t)(next + 1));
    return (uint32_t)known;
}

static uint32_t row_for(struct pivot *p, uint32_t source_row, uint32_t figure)
{
    p->key.len = 0;
    for (uint32_t i = 0; i < p->source->columns; i++) {
        enum mdl_long_role role = p->roles[i].role;
        bool unit = role == MDL_LONG_KEEP && p->roles[i].kept == MDL_COL_UNIT;
        if (unit || role == MDL_LONG_MEASURE || role == MDL_LONG_ID || role == MDL_LONG_GENDER ||
            role == MDL_LONG_AGE || (role == MDL_LONG_OTHER && p->roles[i].varies))
            key_text(p, text_at(p, source_row, (int)i));
    }
    if (p->roles[figure].role == MDL_LONG_FIGURE)
        key_text(p, src_cell_at(p->source, 0, figure).text);
    uint32_t known = look_up(p, &p->row_keys, p->row_len);
    if (known)
        return known - 1;
    struct out_row row = {0};
    name_row(p, &row, source_row, figure);
    AJ_PUSH(p->arena, p->rows, p->row_len, p->row_cap, row);
    return p->row_len - 1;
}

static uint32_t who_for(struct pivot *p, const char *text)
{
    p->key.len = 0;
    key_text(p, text);
    uint32_t known = look_up(p, &p->who_keys, p->who_len);
    if (known)
        return known - 1;
    struct mdl_who who = mdl_who_read(p->arena, text);
    AJ_PUSH(p->arena, p->whos, p->who_len, p->who_cap, who);
    return p->who_len - 1;
}

/* "2024M01" of "2024-01", which in a column of periods is a month. */
static const char *plain_month(struct aj_arena *arena, const char *text)
{
    bool month = strlen(text) == 7 && text[4] == '-' && strspn(text, "0123456789") == 4;
    return month ? aj_printf(arena, "%.4sM%s", text, text + 5) : text;
}

/* The period of a figure: of its heading, or of the columns of periods and scenarios; E0232 if they name
 * none. */
static struct mdl_period period_of(struct pivot *p, uint32_t source_row, uint32_t figure)
{
    struct mdl_period period = p->roles[figure].heading.period;
    int when = find_role(p, MDL_LONG_PERIOD), scenario = find_role(p, MDL_LONG_SCENARIO);
    if (when >= 0) {
        struct src_cell cell = src_cell_at(p->source, source_row, (uint32_t)when);
        struct mdl_heading heading = mdl_heading_parse(p->arena, plain_month(p->arena, cell.text));
        period = heading.period;
        bool unknown = !period.year || *heading.rest;
        p->faults += unknown;
        if (unknown && p->faults <= MOST_TWINS)
            aj_diag_add(p->model->job->diags, AJ_E0232, cell.at, cell.text, NULL);
    }
    if (scenario >= 0) {
        struct mdl_heading heading = mdl_heading_parse(p->arena, text_at(p, source_row, scenario));
        if (heading.period.scenario)
            period.scenario = heading.period.scenario;
        if (heading.period.part && !period.part)
            period.part = heading.period.part;
    }
    return period;
}

static uint32_t column_for(struct pivot *p, uint32_t source_row, uint32_t figure)
{
    int who = find_role(p, MDL_LONG_WHO);
    p->key.len = 0;
    key_text(p, text_at(p, source_row, find_role(p, MDL_LONG_PERIOD)));
    key_text(p, text_at(p, source_row, find_role(p, MDL_LONG_SCENARIO)));
    key_text(p, text_at(p, source_row, who));
    if (p->roles[figure].role == MDL_LONG_DATED)
        key_text(p, src_cell_at(p->source, 0, figure).text);
    uint32_t known = look_up(p, &p->column_keys, p->column_len);
    if (known)
        return known - 1;
    struct out_column column = {.period = period_of(p, source_row, figure), .who = UINT32_MAX};
    if (who >= 0)
        column.who = who_for(p, text_at(p, source_row, who));
    AJ_PUSH(p->arena, p->columns, p->column_len, p->column_cap, column);
    return p->column_len - 1;
}

/* Every figure of the source with its row and column. */
static void gather(struct pivot *p)
{
    for (uint32_t c = 0; c < p->source->columns; c++) {
        enum mdl_long_role role = p->roles[c].role;
        p->entry_cap += role == MDL_LONG_VALUE || role == MDL_LONG_DATED || role == MDL_LONG_FIGURE;
    }
    p->entry_cap *= p->source->rows;
    p->entries = AJ_NEW_N(p->arena, struct entry, p->entry_cap);
    for (uint32_t row = 1; row < p->source->rows; row++)
        for (uint32_t c = 0; c < p->source->columns; c++) {
            enum mdl_long_role role = p->roles[c].role;
            if (role != MDL_LONG_VALUE && role != MDL_LONG_DATED && role != MDL_LONG_FIGURE)
                continue;
            struct entry entry = {row_for(p, row, c), column_for(p, row, c), row, c};
            p->entries[p->entry_len++] = entry;
        }
}

static int rank_of(const struct pivot *p, const struct out_column *column)
{
    const struct mdl_who *who = column->who == UINT32_MAX ? NULL : &p->whos[column->who];
    if (!who || who->own)
        return 0;
    return who->kind == MDL_ORG_SINGLE ? 10 : (int)who->kind;
}

struct sorting {
    const struct out_column *column;
    int rank;
    uint32_t index;
};

static int by_place(const void *a, const void *b)
{
    const struct sorting *s = a, *t = b;
    if (s->rank != t->rank)
        return s->rank < t->rank ? -1 : 1;
    if (s->column->who != t->column->who)
        return s->column->who < t->column->who ? -1 : 1;
    int order = mdl_period_cmp(s->column->period, t->column->period);
    return order ? order : (s->index > t->index) - (s->index < t->index);
}

/* The report's own columns first, then averages, then other organisations; the periods of each in order. */
static void sort_columns(struct pivot *p)
{
    struct sorting *sorted = AJ_NEW_N(p->arena, struct sorting, p->column_len);
    for (uint32_t i = 0; i < p->column_len; i++)
        sorted[i] = (struct sorting){&p->columns[i], rank_of(p, &p->columns[i]), i};
    if (p->column_len)
        qsort(sorted, p->column_len, sizeof *sorted, by_place);
    for (uint32_t i = 0; i < p->column_len; i++)
        p->columns[sorted[i].index].place = i;
}

static const char *column_text(const struct pivot *p, const struct out_column *column, const char **group)
{
    const struct mdl_who *who = column->who == UINT32_MAX ? NULL : &p->whos[column->who];
    const char *when = mdl_period_text(p->arena, column->period);
    bool named = who && (!who->own || p->peers);
    *group = who && !who->own ? who->name : "";
    return named ? aj_printf(p->arena, "%s %s", who->name, when) : when;
}

static void report_twin(struct pivot *p, const struct entry *first, const struct entry *second)
{
    struct src_cell a = src_cell_at(p->source, first->source_row, first->source_column);
    struct src_cell b = src_cell_at(p->source, second->source_row, second->source_column);
    const char *group, *when = column_text(p, &p->columns[second->column], &group);
    aj_diag_add(p->model->job->diags, AJ_E0228, b.at, p->rows[second->row].name, when, a.text, b.text, NULL);
}

/* The texts that go with the row beside its figures, from `column` on; how many there are. */
static uint32_t make_kept(const struct pivot *p, struct src_making *making, struct mdl_column *columns)
{
    uint32_t to = 1;
    int label = find_role(p, MDL_LONG_MEASURE);
    struct src_cell head = src_cell_at(p->source, 0, label < 0 ? 0 : (uint32_t)label);
    bool indicator = label >= 0 && strstr(head.text, "ndika") != NULL;
    columns[0] = (struct mdl_column){
        .role = MDL_COL_LABEL, .heading = indicator ? head.text : "Nyckeltal", .group = "", .at = head.at};
    if (p->has_unit)
        columns[to++] = (struct mdl_column){.role = MDL_COL_UNIT, .heading = "Enhet", .group = ""};
    if (p->has_id)
        columns[to++] = (struct mdl_column){.role = MDL_COL_KOLADA, .heading = "Kolada", .group = ""};
    for (uint32_t r = 0; r < p->row_len; r++) {
        const struct out_row *row = &p->rows[r];
        uint32_t at = label < 0 ? 0 : (uint32_t)label, column = 1;
        src_make_cell(making, r + 1, 0,
                      (struct src_cell){row->name, src_cell_at(p->source, row->like, at).at});
        if (p->has_unit) {
            int unit = find_kept(p, MDL_COL_UNIT);
            at = unit < 0 ? at : (uint32_t)unit;
            src_make_cell(making, r + 1, column++,
                          (struct src_cell){row->unit, src_cell_at(p->source, row->like, at).at});
        }
        if (p->has_id)
            src_make_cell(making, r + 1, column, (struct src_cell){row->id, 0});
    }
    for (uint32_t c = 0; c < p->source->columns; c++) {
        if (p->roles[c].role != MDL_LONG_KEEP || p->roles[c].kept == MDL_COL_UNIT)
            continue;
        struct src_cell heading = src_cell_at(p->source, 0, c);
        columns[to] = (struct mdl_column){
            .role = p->roles[c].kept, .heading = heading.text, .group = "", .at = heading.at};
        for (uint32_t r = 0; r < p->row_len; r++)
            src_make_cell(making, r + 1, to, src_cell_at(p->source, p->rows[r].like, c));
        to++;
    }
    return to;
}

/* The figures, each at its row and column; what stands twice is told if it differs. */
static void make_figures(struct pivot *p, struct src_making *making, uint32_t from)
{
    size_t cells = (size_t)p->row_len * p->column_len;
    uint32_t *filled = aj_malloc(cells * sizeof *filled), twins = 0;
    memset(filled, 0, cells * sizeof *filled);
    for (uint32_t i = 0; i < p->entry_len; i++) {
        const struct entry *entry = &p->entries[i];
        uint32_t column = p->columns[entry->column].place;
        size_t cell = (size_t)entry->row * p->column_len + column;
        struct src_cell value = src_cell_at(p->source, entry->source_row, entry->source_column);
        if (!filled[cell]) {
            filled[cell] = i + 1;
            src_make_cell(making, entry->row + 1, from + column, value);
            continue;
        }
        const struct entry *first = &p->entries[filled[cell] - 1];
        const char *was = src_cell_at(p->source, first->source_row, first->source_column).text;
        if (strcmp(was, value.text) != 0 && twins++ < MOST_TWINS)
            report_twin(p, first, entry);
    }
    free(filled);
}

static struct src_table *make(struct pivot *p, struct mdl_column **columns)
{
    uint32_t kept = 1u + p->has_unit + p->has_id;
    for (uint32_t c = 0; c < p->source->columns; c++)
        kept += (uint32_t)(p->roles[c].role == MDL_LONG_KEEP && p->roles[c].kept != MDL_COL_UNIT);
    *columns = AJ_NEW_N(p->arena, struct mdl_column, kept + p->column_len);
    struct src_making *making = src_make(p->model->job, p->source, p->row_len + 1, kept + p->column_len);
    make_kept(p, making, *columns);
    int when = find_role(p, MDL_LONG_PERIOD);
    aj_at at = src_cell_at(p->source, 0, when < 0 ? 0 : (uint32_t)when).at;
    for (uint32_t i = 0; i < p->column_len; i++) {
        struct mdl_column *column = &(*columns)[kept + p->columns[i].place];
        *column = (struct mdl_column){.role = MDL_COL_FIGURE, .period = p->columns[i].period, .at = at};
        column->heading = column_text(p, &p->columns[i], &column->group);
    }
    for (uint32_t c = 0; c < kept + p->column_len; c++)
        src_make_cell(making, 0, c, (struct src_cell){(*columns)[c].heading, (*columns)[c].at});
    make_figures(p, making, kept);
    return src_made(making);
}

struct src_table *mdl_pivot(struct mdl_model *model, const struct src_table *source,
                            const struct mdl_long_column *roles, struct mdl_hint hint, aj_at at,
                            struct mdl_column **columns)
{
    struct aj_job *job = model->job;
    struct pivot p = {.model = model,
                      .arena = job->arena,
                      .source = source,
                      .roles = roles,
                      .hint = hint,
                      .row_keys = AJ_MAP_INIT(job->arena),
                      .column_keys = AJ_MAP_INIT(job->arena),
                      .who_keys = AJ_MAP_INIT(job->arena)};
    p.single = single_name(&p);
    gather(&p);
    aj_buf_free(&p.key);
    mdl_who_name(job, p.whos, p.who_len);
    if (p.faults || !mdl_who_own(job, p.whos, p.who_len, hint, at, source->file))
        return NULL;
    if ((uint64_t)p.row_len * p.column_len > MOST_CELLS) {
        aj_diag_add(job->diags, AJ_E0107, at, "cells", "celler", aj_printf(job->arena, "%d", MOST_CELLS),
                    NULL);
        return NULL;
    }
    for (uint32_t i = 0; i < p.who_len; i++)
        p.peers |= !p.whos[i].own && p.whos[i].kind == MDL_ORG_SINGLE;
    sort_columns(&p);
    return make(&p, columns);
}
