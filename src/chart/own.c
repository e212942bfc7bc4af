/* Reading the tables of kinds that draw in their own way, and choosing among them. */
#include "chart/own.h"

#include <string.h>

static bool is_cell(const struct doc_node *node)
{
    return node->kind == DOC_ELEMENT && (node->tag == DOC_TAG_TH || node->tag == DOC_TAG_TD);
}

static void read_head(const struct doc_document *doc, doc_id row, struct ch_sheet *sheet)
{
    uint32_t column = 0;
    for (doc_id id = doc->nodes[row].first; id; id = doc->nodes[id].next) {
        if (!is_cell(&doc->nodes[id]))
            continue;
        if (column > 0 && column <= CH_SHEET_COLUMNS) {
            sheet->headings[column - 1] = ch_text(doc, id);
            sheet->columns[column - 1] = id;
            sheet->column_count = column;
        }
        column++;
    }
}

static bool read_row(struct aj_job *job, const struct doc_document *doc, doc_id id, struct ch_sheet *sheet)
{
    struct ch_sheet_row *row = &sheet->rows[sheet->row_count++];
    uint32_t column = 0;
    bool good = true;
    *row = (struct ch_sheet_row){.node = id, .label = ""};
    row->sum = ch_has_class(doc, id, "sum") || ch_has_class(doc, id, "total");
    for (uint32_t i = 0; i < CH_SHEET_COLUMNS; i++)
        row->cells[i].text = "";
    for (doc_id cell = doc->nodes[id].first; cell; cell = doc->nodes[cell].next) {
        if (!is_cell(&doc->nodes[cell]))
            continue;
        if (column == 0)
            row->label = ch_label(doc, cell);
        else if (column <= CH_SHEET_COLUMNS)
            good = ch_read_cell(job, doc, cell, &row->cells[column - 1]) && good;
        column++;
    }
    return good;
}

static doc_id child_with(const struct doc_document *doc, doc_id parent, enum doc_tag tag)
{
    doc_id id = doc->nodes[parent].first;
    while (id && !(doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].tag == tag))
        id = doc->nodes[id].next;
    return id;
}

static const char *unit_of(const struct doc_document *doc, doc_id caption)
{
    for (doc_id id = caption; id; id = doc_next(doc, caption, id))
        if (doc->nodes[id].kind == DOC_ELEMENT && ch_has_class(doc, id, "unit"))
            return ch_text(doc, id);
    return "";
}

/* False after E0680 (no such table), E0682 (without rows), E0672 (too many) or E0685. */
static bool read_sheet(struct aj_job *job, const struct doc_document *doc, doc_id figure,
                       struct ch_sheet *sheet)
{
    const char *name = doc_attr(doc, figure, "data-table");
    doc_id table = name ? doc_find(doc, name) : 0;
    aj_at at = doc->nodes[figure].at;
    bool good = true;
    uint32_t rows = 0;
    if (!table || doc->nodes[table].tag != DOC_TAG_TABLE) {
        aj_diag_add(job->diags, AJ_E0680, at, name ? name : "", NULL);
        return false;
    }
    for (doc_id id = table; id; id = doc_next(doc, table, id)) {
        if (doc->nodes[id].kind != DOC_ELEMENT || doc->nodes[id].tag != DOC_TAG_TR)
            continue;
        if (doc->nodes[doc->nodes[id].parent].tag == DOC_TAG_THEAD)
            read_head(doc, id, sheet);
        else if (rows++ < CH_SHEET_ROWS)
            good = read_row(job, doc, id, sheet) && good;
    }
    if (rows == 0)
        aj_diag_add(job->diags, AJ_E0682, at, name, NULL);
    if (rows > CH_SHEET_ROWS)
        aj_diag_add(job->diags, AJ_E0672, at, aj_printf(job->arena, "%u", rows),
                    aj_printf(job->arena, "%u", (unsigned)CH_SHEET_ROWS), NULL);
    doc_id caption = child_with(doc, figure, DOC_TAG_FIGCAPTION);
    doc_id own = child_with(doc, table, DOC_TAG_CAPTION);
    sheet->title = caption ? ch_text(doc, caption) : own ? ch_text(doc, own) : "";
    sheet->unit = unit_of(doc, caption);
    if (!*sheet->unit)
        sheet->unit = unit_of(doc, own);
    return good && rows > 0 && rows <= CH_SHEET_ROWS;
}

uint32_t ch_sheet_column(const struct doc_document *doc, const struct ch_sheet *sheet, uint32_t from,
                         const char *key)
{
    while (from < sheet->column_count &&
           !(sheet->columns[from] && ch_has_class(doc, sheet->columns[from], key)))
        from++;
    return from;
}

bool ch_need_column(struct ch_drawing *d, const struct ch_sheet *sheet, const char *key, uint32_t *column)
{
    *column = ch_sheet_column(d->doc, sheet, 0, key);
    if (*column < sheet->column_count)
        return true;
    const char *table = doc_attr(d->doc, d->figure, "data-table");
    aj_diag_add(d->job->diags, AJ_E0671, d->doc->nodes[d->figure].at, table ? table : "", key, NULL);
    return false;
}

bool ch_draw_own(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id figure,
                 bool *good)
{
    static const struct {
        const char *name;
        ch_own_kind *draw;
    } kinds[] = {{"hundred", ch_draw_hundred}, {"bullet", ch_draw_bullet}, {"matrix", ch_draw_matrix}};
    const char *name = doc_attr(doc, figure, "data-chart"), *alt = "";
    if (!strcmp(name, "sparkline")) {
        *good = ch_draw_spark(job, fonts, doc, figure);
        return true;
    }
    size_t k = 0, count = sizeof kinds / sizeof *kinds;
    while (k < count && strcmp(kinds[k].name, name) != 0)
        k++;
    if (k == count)
        return false;
    struct ch_sheet *sheet = AJ_NEW(job->arena, struct ch_sheet);
    sheet->rows = AJ_NEW_N(job->arena, struct ch_sheet_row, CH_SHEET_ROWS);
    *good = read_sheet(job, doc, figure, sheet);
    if (!*good)
        return true;
    struct ch_drawing d = ch_begin(job, fonts, doc, figure);
    *good = kinds[k].draw(&d, sheet, &alt);
    ch_set_size(&d);
    ch_set_alt(job, doc, figure, ch_cut_alt(job->arena, alt));
    return true;
}
