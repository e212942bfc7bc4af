/* People by age and sex: the tables of pyramids and of age groups, added up from a table of the population.
 */
#include "metric/chart.h"

#include "base/number.h"

#include <stdlib.h>
#include <string.h>

enum { GROUPS_MOST = 60, OPEN = 999, SINGLE_YEARS = 30 };

enum sex { WOMEN, MEN, ALL, SEXES };

/* Ages from one to another, in whole years; to OPEN: and older. */
struct ages {
    int from, to;
    const char *label;
};

/* Rows of a table that are of people of an age. */
struct person {
    const struct mdl_series *series;
    enum sex sex; /* ALL: the column may say */
    struct ages ages;
};

struct people {
    struct met_result *r;
    const xmlNode *node;
    const struct mdl_table *table;
    struct person *items;
    uint32_t len, cap;
    struct ages groups[GROUPS_MOST];
    uint32_t group_count;
    struct mdl_period *periods;
    uint32_t period_count;
    int *columns; /* of each period SEXES: of women, of men, of whoever the row is of; -1: none */
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Whether a folded text has that word. */
static bool has_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += n)
        if ((at == text || !is_letter(at[-1])) && !is_letter(at[n]))
            return true;
    return false;
}

static enum sex sex_in(struct aj_arena *arena, const char *text)
{
    static const char *const words[][4] = {{"kvinnor", "kvinna", "flickor", "flicka"},
                                           {"män", "man", "pojkar", "pojke"}};
    const char *folded = text ? mdl_fold(arena, text) : "";
    for (int sex = WOMEN; sex <= MEN; sex++)
        for (int i = 0; i < 4; i++)
            if (has_word(folded, words[sex][i]))
                return (enum sex)sex;
    return ALL;
}

static const char *number(const char *p, int *out)
{
    *out = 0;
    while (*p >= '0' && *p <= '9' && *out < OPEN)
        *out = *out * 10 + (*p++ - '0');
    return p;
}

/* "0–4 år", "20 år", "80 år och äldre", "100+ år", "100+", "under 1 år", "-4 år"; false when it is none. */
static bool ages_in(struct aj_arena *arena, const char *text, struct ages *ages)
{
    const char *p = mdl_fold(arena, text);
    const char *under = strstr(p, "under ");
    p += strcspn(p, "0123456789");
    if (!*p)
        return false;
    p = number(p, &ages->from);
    ages->to = ages->from;
    if (under && under < p) {
        ages->to = ages->from - 1;
        ages->from = 0;
        return ages->to >= 0;
    }
    const char *rest = p + strspn(p, " ");
    if (*rest == '-' && rest[1 + strspn(rest + 1, " ")] >= '0' && rest[1 + strspn(rest + 1, " ")] <= '9')
        number(rest + 1 + strspn(rest + 1, " "), &ages->to);
    else if (*rest == '+' || !strncmp(rest, "-w", 2) || strstr(rest, "äldre") || strstr(rest, "uppåt"))
        ages->to = OPEN;
    else if (!strstr(rest, "år") && *rest)
        return false;
    return ages->from <= ages->to && ages->from < OPEN;
}

static const char *ages_label(struct aj_arena *arena, const struct ages *ages)
{
    if (ages->to == OPEN)
        return aj_printf(arena, "%d+", ages->from);
    return ages->from == ages->to ? aj_printf(arena, "%d", ages->from)
                                  : aj_printf(arena, "%d–%d", ages->from, ages->to);
}

/* The part of a name that tells the age: of "Folkmängd 31 december, kvinnor, 0–4 år" the last that does. */
static bool find_ages(struct aj_arena *arena, const char *name, struct ages *ages)
{
    bool found = false;
    for (const char *part = name; part;) {
        const char *end = strchr(part, ',');
        size_t n = end ? (size_t)(end - part) : strlen(part);
        struct ages read;
        if (ages_in(arena, aj_strndup(arena, part, n), &read)) {
            *ages = read;
            found = true;
        }
        part = end ? end + 1 : NULL;
    }
    return found;
}

/* The rows of people; where some are of one sex, those of both would count them twice. */
static void read_people(struct people *p)
{
    struct aj_arena *arena = p->r->job->arena;
    bool parted = false;
    for (uint32_t i = 0; i < p->table->series_len; i++) {
        const struct mdl_series *series = p->table->series[i];
        struct person person = {.series = series, .sex = sex_in(arena, series->name)};
        if (series->whole || series->within || series->role != MDL_ITEM ||
            !find_ages(arena, series->name, &person.ages))
            continue;
        if (person.sex == ALL)
            person.sex = sex_in(arena, series->category);
        parted |= person.sex != ALL;
        AJ_PUSH(arena, p->items, p->len, p->cap, person);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < p->len; i++)
        if (!parted || p->items[i].sex != ALL)
            p->items[kept++] = p->items[i];
    p->len = kept;
}

static int by_age(const void *a, const void *b)
{
    const struct ages *s = a, *t = b;
    return s->from != t->from ? (s->from > t->from) - (s->from < t->from) : (s->to > t->to) - (s->to < t->to);
}

/* The groups that the author writes: "0–5 6–15 16–18 80+". */
static bool read_groups(struct people *p, const char *text)
{
    struct aj_arena *arena = p->r->job->arena;
    const char *rest = text;
    while (*(rest += strspn(rest, " \t\n,;"))) {
        size_t n = strcspn(rest, " \t\n,;");
        struct ages *group = &p->groups[p->group_count];
        const char *word = aj_strndup(arena, rest, n);
        if (p->group_count == GROUPS_MOST || !ages_in(arena, word, group) ||
            (p->group_count && group->from <= group[-1].to)) {
            aj_diag_add(p->r->job->diags, AJ_E0690, src_xml_at(p->node), word, NULL);
            return false;
        }
        group->label = ages_label(arena, group);
        p->group_count++;
        rest += n;
    }
    return p->group_count > 0;
}

/* The groups of the table itself; where it has single years, groups of five. */
static bool make_groups(struct people *p)
{
    struct aj_arena *arena = p->r->job->arena;
    struct ages *all = AJ_NEW_N(arena, struct ages, p->len);
    uint32_t count = 0;
    int single = 0, last = 0;
    for (uint32_t i = 0; i < p->len; i++)
        all[i] = p->items[i].ages;
    qsort(all, p->len, sizeof *all, by_age);
    for (uint32_t i = 0; i < p->len; i++) {
        if (count && all[count - 1].from == all[i].from && all[count - 1].to == all[i].to)
            continue;
        all[count++] = all[i];
        single += all[i].from == all[i].to;
        last = all[i].from > last ? all[i].from : last;
    }
    if (single >= SINGLE_YEARS) {
        for (int from = 0; from <= last && p->group_count < GROUPS_MOST; from += 5) {
            bool open = from + 5 > last;
            p->groups[p->group_count++] = (struct ages){from, open ? OPEN : from + 4, NULL};
        }
    } else {
        for (uint32_t i = 0; i < count && p->group_count < GROUPS_MOST; i++)
            p->groups[p->group_count++] = all[i];
    }
    for (uint32_t i = 0; i < p->group_count; i++)
        p->groups[i].label = ages_label(arena, &p->groups[i]);
    return true;
}

/* The group that ages are within, group_count if there is none. */
static uint32_t group_of(const struct people *p, const struct ages *ages)
{
    uint32_t i = 0;
    while (i < p->group_count && (ages->from < p->groups[i].from || ages->to > p->groups[i].to))
        i++;
    return i;
}

/* Every age of the table has its group, and none stands in two rows. */
static bool check_groups(struct people *p)
{
    for (uint32_t i = 0; i < p->len; i++) {
        const struct person *person = &p->items[i];
        bool twice = false;
        for (uint32_t k = 0; k < i; k++) {
            const struct person *other = &p->items[k];
            twice |= other->sex == person->sex && other->ages.from <= person->ages.to &&
                     person->ages.from <= other->ages.to;
        }
        if (group_of(p, &person->ages) < p->group_count && !twice)
            continue;
        aj_diag_add(p->r->job->diags, AJ_E0690, src_xml_at(p->node), person->series->name, NULL);
        return false;
    }
    return true;
}

/*
 * The column of a period, of people of that sex if the columns tell it; -1 if there is none. The report's own
 * organisation comes first; the only one in the table is meant too.
 */
static int column_of(const struct people *p, struct mdl_period period, enum sex sex, bool by_column)
{
    int other = -1, others = 0;
    for (uint32_t c = 0; c < p->table->column_len; c++) {
        const struct mdl_column *column = &p->table->columns[c];
        enum sex told = sex_in(p->r->job->arena, column->group);
        if (column->role != MDL_COL_FIGURE || column->period.year != period.year ||
            (period.scenario && column->period.scenario != period.scenario) ||
            told != (by_column ? sex : ALL))
            continue;
        if (by_column || !column->group || !*column->group)
            return (int)c;
        other = (int)c;
        others++;
    }
    return others == 1 ? other : -1;
}

struct sum {
    struct aj_rat value;
    uint32_t parts;
    bool missing;
    int decimals;
    aj_at at;
};

static void add(struct people *p, struct sum *sum, const struct person *person, int column)
{
    const struct mdl_cell *cell = column < 0 ? NULL : &person->series->cells[column];
    if (!cell || cell->count != 1 || cell->values[0].missing) {
        sum->missing = true;
        return;
    }
    const struct mdl_value *value = &cell->values[0];
    sum->value = aj_rat_add(p->r->job->arena, sum->value, value->value);
    sum->decimals = value->decimals > sum->decimals ? value->decimals : sum->decimals;
    sum->at = sum->at ? sum->at : cell->at;
    sum->parts++;
}

/* Those of a sex (ALL: everyone) of a group in a period. */
static struct sum add_up(struct people *p, uint32_t group, enum sex sex, uint32_t period)
{
    const int *columns = p->columns + (size_t)period * SEXES;
    struct sum sum = {.value = aj_rat_int(p->r->job->arena, 0)};
    for (uint32_t i = 0; i < p->len; i++) {
        const struct person *person = &p->items[i];
        if (group_of(p, &person->ages) != group)
            continue;
        if (person->sex != ALL) {
            if (sex == ALL || person->sex == sex)
                add(p, &sum, person, columns[ALL]);
            continue;
        }
        if (sex == ALL && columns[ALL] >= 0) {
            add(p, &sum, person, columns[ALL]);
            continue;
        }
        for (int s = WOMEN; s <= MEN; s++)
            if (sex == ALL || sex == (enum sex)s)
                add(p, &sum, person, columns[s]);
    }
    return sum;
}

static bool put_sum(struct people *p, xmlNodePtr row, const struct sum *sum)
{
    const struct mdl_unit *unit = &p->items[0].series->unit;
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, sum->at ? sum->at : src_xml_at(p->node));
    if (sum->missing || !sum->parts) {
        met_set(cell, "missing", mdl_missing_name(MDL_NOT_REPORTED));
        met_add_text(cell, mdl_missing_sign(MDL_NOT_REPORTED));
        return false;
    }
    met_set(cell, "exact", aj_rat_text(p->r->job->arena, sum->value));
    if (*unit->name)
        met_set(cell, "unit", unit->name);
    met_add_text(cell, aj_number_format(p->r->job->arena, sum->value, sum->decimals));
    return true;
}

/* The table, its groups and periods; false after a finding. */
static bool open_people(struct people *p)
{
    const char *groups = met_attr(p->r, p->node, "groups");
    p->table = met_table_find(p->r, p->node);
    if (!p->table || !met_chart_periods(p->r, p->node, &p->periods, &p->period_count))
        return false;
    read_people(p);
    p->columns = AJ_NEW_N(p->r->job->arena, int, (size_t)p->period_count *SEXES);
    for (uint32_t i = 0; i < p->period_count; i++)
        for (int sex = WOMEN; sex <= ALL; sex++)
            p->columns[(size_t)i * SEXES + (size_t)sex] =
                column_of(p, p->periods[i], (enum sex)sex, sex != ALL);
    if (!p->len) {
        aj_diag_add(p->r->job->diags, AJ_E0691, src_xml_at(p->node), NULL);
        return false;
    }
    return (groups ? read_groups(p, groups) : make_groups(p)) && check_groups(p);
}

/* A row for each group, a column for each period and sex from `first` to `last`. */
static bool put_groups(struct people *p, xmlNodePtr table, enum sex first, enum sex last)
{
    static const char *const names[SEXES] = {"Kvinnor", "Män", ""};
    struct aj_arena *arena = p->r->job->arena;
    uint32_t known[SEXES] = {0};
    met_chart_unit(table, p->items[0].series->unit.name);
    met_table_column(table, "label", met_heading(p->r, "age"));
    for (uint32_t i = 0; i < p->period_count; i++)
        for (int sex = (int)first; sex <= (int)last; sex++) {
            const char *when = mdl_period_text(arena, p->periods[i]);
            met_table_column(table, "figure",
                             sex == ALL ? when : aj_printf(arena, "%s %s", names[sex], when));
        }
    for (uint32_t g = 0; g < p->group_count; g++) {
        xmlNodePtr row = met_table_row(table, "item", src_xml_at(p->node));
        met_table_label(row, aj_printf(arena, first == ALL ? "%s\xC2\xA0år" : "%s", p->groups[g].label),
                        src_xml_at(p->node));
        for (uint32_t i = 0; i < p->period_count; i++)
            for (int sex = (int)first; sex <= (int)last; sex++) {
                struct sum sum = add_up(p, g, (enum sex)sex, i);
                known[sex] += put_sum(p, row, &sum);
            }
    }
    for (int sex = (int)first; sex <= (int)last; sex++)
        if (!known[sex]) {
            aj_diag_add(p->r->job->diags, AJ_E0691, src_xml_at(p->node), NULL);
            return false;
        }
    return true;
}

bool met_put_pyramid(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth)
{
    struct people p = {.r = r, .node = node};
    (void)depth;
    if (!open_people(&p))
        return false;
    if (p.period_count > 2) {
        aj_diag_add(r->job->diags, AJ_E0694, src_xml_at(node), "pyramid",
                    aj_printf(r->job->arena, "%u", p.period_count), "one or two", "en eller två", NULL);
        return false;
    }
    return put_groups(&p, table, WOMEN, MEN);
}

bool met_put_ages(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth)
{
    struct people p = {.r = r, .node = node};
    (void)depth;
    return open_people(&p) && put_groups(&p, table, ALL, ALL);
}
