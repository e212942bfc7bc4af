/* Tables of trends: recognised by their headings, a row for each trend or for a further response. */
#include "model/internal.h"

#include <string.h>

static const struct {
    const char *heading; /* folded */
    enum mdl_trend_part part;
} headings[] = {
    {"id", MDL_TREND_ID},
    {"nr", MDL_TREND_ID},
    {"nummer", MDL_TREND_ID},
    {"trend-id", MDL_TREND_ID},
    {"trend", MDL_TREND_TITLE},
    {"trender", MDL_TREND_TITLE},
    {"rubrik", MDL_TREND_TITLE},
    {"titel", MDL_TREND_TITLE},
    {"benämning", MDL_TREND_TITLE},
    {"namn", MDL_TREND_TITLE},
    {"drivkraft", MDL_TREND_FORCE},
    {"drivkrafter", MDL_TREND_FORCE},
    {"effekt", MDL_TREND_EFFECT},
    {"påverkan", MDL_TREND_EFFECT},
    {"sannolikhet", MDL_TREND_LIKELIHOOD},
    {"horisont", MDL_TREND_HORIZON},
    {"tidshorisont", MDL_TREND_HORIZON},
    {"mål", MDL_TREND_GOALS},
    {"prioriterade mål", MDL_TREND_GOALS},
    {"indikator", MDL_TREND_INDICATORS},
    {"indikatorer", MDL_TREND_INDICATORS},
    {"beskrivning", MDL_TREND_TEXT},
    {"svar", MDL_TREND_RESPONSE},
    {"åtgärd", MDL_TREND_RESPONSE},
    {"åtgärder", MDL_TREND_RESPONSE},
    {"ansvar", MDL_TREND_RESPONSIBLE},
    {"ansvarig", MDL_TREND_RESPONSIBLE},
    {"tid", MDL_TREND_TIME},
    {"tidplan", MDL_TREND_TIME},
};

enum { HEADINGS = sizeof headings / sizeof *headings, MOST_COLUMNS = 64 };

/* Which part each column holds; MDL_TREND_PARTS for another one. The first of a part counts. */
static void read_headings(struct aj_arena *arena, const struct src_table *source,
                          enum mdl_trend_part columns[MOST_COLUMNS])
{
    bool seen[MDL_TREND_PARTS + 1] = {false};
    for (uint32_t c = 0; c < source->columns && c < MOST_COLUMNS; c++) {
        const char *folded = mdl_fold(arena, src_cell_at(source, 0, c).text);
        columns[c] = MDL_TREND_PARTS;
        for (size_t i = 0; i < HEADINGS && columns[c] == MDL_TREND_PARTS; i++)
            if (!strcmp(headings[i].heading, folded) && !seen[headings[i].part])
                columns[c] = headings[i].part;
        seen[columns[c]] = true;
    }
}

bool mdl_is_trends(struct aj_arena *arena, const struct src_table *source)
{
    enum mdl_trend_part columns[MOST_COLUMNS];
    bool title = false, own = false;
    if (source->columns < 2 || source->columns > MOST_COLUMNS)
        return false;
    read_headings(arena, source, columns);
    /* A table of indicators may tell how each has changed in a column "Trend". */
    if (columns[0] != MDL_TREND_ID && columns[0] != MDL_TREND_TITLE)
        return false;
    for (uint32_t c = 0; c < source->columns; c++) {
        const char *text = src_cell_at(source, 0, c).text;
        struct mdl_heading heading = mdl_heading_parse(arena, text);
        if (heading.period.year)
            return false;
        title |= columns[c] == MDL_TREND_TITLE && c < 2;
        own |= columns[c] == MDL_TREND_FORCE || columns[c] == MDL_TREND_LIKELIHOOD;
        own |= columns[c] == MDL_TREND_TITLE && c < 2 && !strncmp(mdl_fold(arena, text), "trend", 5);
    }
    return title && own;
}

/* A heading that is nearly a known one would lose its column in silence. */
static void report_slips(struct mdl_model *model, const struct src_table *source,
                         const enum mdl_trend_part columns[MOST_COLUMNS])
{
    struct aj_job *job = model->job;
    const char *names[HEADINGS];
    for (size_t i = 0; i < HEADINGS; i++)
        names[i] = headings[i].heading;
    for (uint32_t c = 0; c < source->columns; c++) {
        struct src_cell cell = src_cell_at(source, 0, c);
        const char *folded = mdl_fold(job->arena, cell.text), *meant = NULL;
        bool known = false;
        for (size_t i = 0; i < HEADINGS; i++)
            known |= !strcmp(names[i], folded);
        if (columns[c] == MDL_TREND_PARTS && !known && *folded)
            meant = aj_did_you_mean(folded, names, HEADINGS);
        if (meant)
            aj_diag_add(job->diags, AJ_W0261, cell.at, cell.text, meant, NULL);
    }
}

static bool is_empty(const struct mdl_trend *row)
{
    for (int part = 0; part < MDL_TREND_PARTS; part++)
        if (*row->parts[part].text)
            return false;
    return true;
}

static void add_response(struct aj_arena *arena, struct mdl_trend *trend, const struct mdl_trend *row)
{
    struct mdl_trend_response response = {row->parts[MDL_TREND_RESPONSE], row->parts[MDL_TREND_RESPONSIBLE],
                                          row->parts[MDL_TREND_TIME]};
    if (*response.what.text)
        AJ_PUSH(arena, trend->responses, trend->response_len, trend->response_cap, response);
}

void mdl_take_trends(struct mdl_model *model, const struct src_table *source)
{
    struct aj_arena *arena = model->job->arena;
    enum { MOST_ROWS = 5000 };
    enum mdl_trend_part columns[MOST_COLUMNS];
    struct mdl_trend *above = NULL;
    read_headings(arena, source, columns);
    report_slips(model, source, columns);
    for (uint32_t row = 1; row < source->rows && row <= MOST_ROWS; row++) {
        struct mdl_trend *trend = AJ_NEW(arena, struct mdl_trend);
        trend->at = src_cell_at(source, row, 0).at;
        for (int part = 0; part < MDL_TREND_PARTS; part++)
            trend->parts[part] = (struct src_cell){"", trend->at};
        for (uint32_t c = 0; c < source->columns; c++)
            if (columns[c] != MDL_TREND_PARTS)
                trend->parts[columns[c]] = src_cell_at(source, row, c);
        if (is_empty(trend))
            continue;
        bool named = *trend->parts[MDL_TREND_ID].text || *trend->parts[MDL_TREND_TITLE].text;
        if (!named && !above) {
            aj_diag_add(model->job->diags, AJ_E0263, trend->at, NULL);
            continue;
        }
        if (named) {
            AJ_PUSH(arena, model->trends, model->trend_len, model->trend_cap, trend);
            above = trend;
        }
        add_response(arena, above, trend);
    }
    if (source->rows > MOST_ROWS + 1)
        aj_diag_add(model->job->diags, AJ_E0107, src_cell_at(source, MOST_ROWS + 1, 0).at, "trends",
                    "trender", "5 000", NULL);
}
