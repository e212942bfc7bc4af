/* One page's fragments from its pieces of the galley. */
#include "typeset/page.h"

enum { LABEL_LINES = 4 /* a row-spanning cell longer than this is text, not a label, and is not repeated */ };

static aj_len piece_tops(const struct ty_galley *galley, const struct ty_piece *piece, aj_len *tops)
{
    aj_len y = piece->y + ty_head_height(galley, piece->first) + galley->slabs[piece->first].extra;
    for (uint32_t i = piece->first; i < piece->end; i++) {
        if (i > piece->first || piece->keep_space)
            y += i > piece->first ? ty_space_above(&galley->slabs[i], piece->give) : galley->slabs[i].space;
        tops[i] = y;
        y += galley->slabs[i].height;
    }
    return y;
}

static bool meets(const struct ty_deco *d, const struct ty_piece *piece)
{
    return d->first < piece->end && d->last >= piece->first;
}

/* Lists the decorations of each piece, in their order: a counting sort over the pieces that each one meets.
 */
static void list_decos(struct ty_context *ctx, const struct ty_galley *galley, struct ty_plan *plan)
{
    uint32_t *piece_of = AJ_NEW_N(ctx->arena, uint32_t, galley->slab_count + 1);
    for (uint32_t i = 0; i < plan->piece_count; i++)
        for (uint32_t k = plan->pieces[i].first; k < plan->pieces[i].end; k++)
            piece_of[k] = i;
    uint32_t *starts = AJ_NEW_N(ctx->arena, uint32_t, plan->piece_count + 2);
    for (uint32_t i = 0; i < galley->deco_count; i++)
        if (galley->decos[i].paint)
            for (uint32_t p = piece_of[galley->decos[i].first]; p <= piece_of[galley->decos[i].last]; p++)
                starts[p + 1] += meets(&galley->decos[i], &plan->pieces[p]);
    for (uint32_t p = 0; p < plan->piece_count; p++)
        starts[p + 1] += starts[p];
    uint32_t *next = AJ_NEW_N(ctx->arena, uint32_t, plan->piece_count + 1);
    for (uint32_t p = 0; p < plan->piece_count; p++)
        next[p] = starts[p];
    plan->deco_lists = AJ_NEW_N(ctx->arena, uint32_t, starts[plan->piece_count] + 1);
    for (uint32_t i = 0; i < galley->deco_count; i++)
        if (galley->decos[i].paint)
            for (uint32_t p = piece_of[galley->decos[i].first]; p <= piece_of[galley->decos[i].last]; p++)
                if (meets(&galley->decos[i], &plan->pieces[p]))
                    plan->deco_lists[next[p]++] = i;
    plan->deco_starts = starts;
}

void ty_plan_finish(struct ty_context *ctx, const struct ty_galley *galley, struct ty_plan *plan)
{
    plan->tops = AJ_NEW_N(ctx->arena, aj_len, galley->slab_count + 1);
    for (uint32_t i = 0; i < plan->piece_count; i++)
        plan->pieces[i].height = piece_tops(galley, &plan->pieces[i], plan->tops) - plan->pieces[i].y;
    list_decos(ctx, galley, plan);
}

/* The slab's item positions are relative to its top; its piece's x moves it sideways. */
static void emit_slab(struct ty_output *out, const struct ty_galley *galley, uint32_t slab, aj_len x,
                      aj_len y)
{
    const struct ty_slab *s = &galley->slabs[slab];
    for (uint32_t k = 0; k < s->item_count; k++)
        ty_emit_item(out, &galley->items[s->item_first + k], x, y);
}

/* The lower edge on this page of a decoration that starts on or before piece `from`. */
static aj_len deco_bottom(const struct ty_galley *galley, const struct ty_plan *plan,
                          const struct ty_sheet *sheet, const struct ty_deco *d, uint32_t from, bool *ends)
{
    aj_len bottom = 0;
    for (uint32_t i = from; i < sheet->piece_first + sheet->piece_count; i++) {
        const struct ty_piece *piece = &plan->pieces[i];
        if (piece->first > d->last)
            break;
        if (!meets(d, piece))
            continue;
        aj_len low = piece->y + piece->height;
        if (d->last < piece->end) {
            *ends = true;
            if (piece->segment == d->segment)
                low = plan->tops[d->last] + galley->slabs[d->last].height + d->bottom;
        } else if (piece->end > piece->first) {
            low += galley->slabs[piece->end - 1].tail - d->around;
        }
        bottom = low > bottom ? low : bottom;
        if (piece->segment == d->segment && d->segment)
            break;
    }
    return bottom;
}

/* How much wider (or less so) text is on this page than where the decoration's box was laid out. */
static aj_len wider(struct ty_output *out, const struct doc_page *rules, const char *page)
{
    const struct doc_page *own = doc_page_for(out->ctx->doc, page ? page : "", false, false);
    return rules->width - rules->margin[1] - rules->margin[3] - own->width + own->margin[1] + own->margin[3];
}

static void emit_deco(struct ty_output *out, const struct ty_galley *galley, const struct ty_plan *plan,
                      const struct ty_sheet *sheet, uint32_t piece_index, const struct ty_deco *d)
{
    const struct ty_piece *piece = &plan->pieces[piece_index];
    bool across = d->segment != piece->segment;
    bool starts = d->first >= piece->first, ends = false;
    for (uint32_t i = sheet->piece_first; across && !starts && i < piece_index; i++)
        if (meets(d, &plan->pieces[i]))
            return; /* an earlier piece of this page has it */
    aj_len top;
    if (starts)
        top = plan->tops[d->first] + d->top;
    else if (d->table && d->table == galley->slabs[piece->first].table)
        top = plan->tops[piece->first] - galley->slabs[piece->first].extra;
    else
        top = piece->y;
    if (!starts && piece->keep_space && top > piece->y)
        top -= galley->slabs[piece->first].space;
    /* A row that starts the page beside a cell that goes on begins where that cell's part does. */
    if (starts && d->first == piece->first && d->top <= 0)
        top -= galley->slabs[piece->first].extra;
    aj_len bottom = deco_bottom(galley, plan, sheet, d, piece_index, &ends);
    bool heads_page =
        d->first == piece->first && !piece->keep_space && ty_head_height(galley, piece->first) == 0;
    unsigned sides = 8U | 2U;
    if (d->only_at_break ? heads_page : (starts || d->top_at_break))
        sides |= 1U;
    if (ends || d->bottom_at_break)
        sides |= 4U;
    aj_len x = across ? sheet->rules->margin[3] : piece->x;
    aj_len width = d->width;
    if (d->grows && d->page != galley->slabs[piece->first].page)
        width += wider(out, sheet->rules, d->page);
    ty_emit_box(out, d->paint, (struct ty_rect){x + d->x, top, width, bottom - top}, d->node, sides);
}

/* A table's header again, above the rows that go on here. */
static void emit_head(struct ty_output *out, const struct ty_galley *galley, const struct ty_piece *piece)
{
    uint32_t table = galley->slabs[piece->first].table;
    if (!table || galley->heads[table - 1].height == 0)
        return;
    const struct ty_table_head *head = &galley->heads[table - 1];
    uint8_t artifact = out->artifact;
    out->artifact = TY_HEADER;
    aj_len y = piece->y + (piece->keep_space ? galley->slabs[piece->first].space : 0);
    if (head->caption)
        ty_emit_galley(out, head->caption, piece->x, y);
    y += head->caption_height;
    ty_emit_decos(out, galley, head->slabs, head->decos, piece->x, y);
    ty_emit_decos(out, galley, head->slabs, head->rules, piece->x, y);
    ty_emit_slabs(out, galley, head->slabs, piece->x, y);
    out->artifact = artifact;
}

/* Whether a label has room in what its rows take on this page, and is short enough to be one. */
static bool has_room(const struct ty_galley *galley, const struct ty_plan *plan, const struct ty_piece *piece,
                     const struct ty_label *label)
{
    uint32_t last = label->last < piece->end ? label->last : piece->end - 1;
    aj_len top = plan->tops[piece->first] - galley->slabs[piece->first].extra;
    aj_len room = plan->tops[last] + galley->slabs[last].height - top;
    return label->y + label->height <= room && label->galley->slab_count <= LABEL_LINES;
}

static void emit_labels(struct ty_output *out, const struct ty_galley *galley, const struct ty_plan *plan,
                        const struct ty_piece *piece)
{
    const struct ty_slab *slab = &galley->slabs[piece->first];
    uint8_t artifact = out->artifact;
    out->artifact = TY_LAYOUT;
    for (uint32_t i = 0; i < slab->label_count; i++) {
        const struct ty_label *label = &galley->labels[slab->label_first + i];
        if (label->first < piece->first && label->last >= piece->first &&
            label->content_last < piece->first && has_room(galley, plan, piece, label))
            ty_emit_galley(out, label->galley, piece->x + label->x,
                           plan->tops[piece->first] - slab->extra + label->y);
    }
    out->artifact = artifact;
}

static void emit_background(struct ty_output *out, const struct doc_page *rules)
{
    if (rules->background.a)
        ty_emit(out, (struct ty_fragment){.kind = TY_RECT,
                                          .artifact = TY_BACKGROUND,
                                          .rect = {0, 0, rules->width, rules->height},
                                          .color = rules->background});
}

/* Whether a piece stands in the same row of columns as the one before it: in a later one, or below it in its
 * own, after a float that is put off. */
static bool goes_on(const struct ty_piece *before, const struct ty_piece *piece)
{
    if (!piece->segment || piece->floated)
        return false;
    return piece->column > before->column || (piece->column == before->column && piece->first > before->end);
}

/* A rule in the middle of each gap between two columns that hold something, as high as the highest of all. */
static void emit_column_rules(struct ty_output *out, const struct ty_galley *galley,
                              const struct ty_plan *plan, uint32_t first, uint32_t end)
{
    const struct ty_segment *segment = &galley->segments[plan->pieces[first].segment - 1];
    aj_len top = plan->pieces[first].y, bottom = top;
    for (uint32_t i = first; i < end; i++) {
        const struct ty_piece *piece = &plan->pieces[i];
        top = piece->y < top ? piece->y : top;
        bottom = piece->y + piece->height > bottom ? piece->y + piece->height : bottom;
    }
    for (uint32_t i = first + 1; i < end; i++) {
        aj_len x = plan->pieces[i].x + segment->x - (segment->gap + segment->rule_width) / 2;
        if (plan->pieces[i].column > plan->pieces[i - 1].column)
            ty_emit(out, (struct ty_fragment){.kind = TY_RECT,
                                              .artifact = TY_LAYOUT,
                                              .rect = {x, top, segment->rule_width, bottom - top},
                                              .color = segment->rule_color});
    }
}

void ty_emit_sheet(struct ty_output *out, const struct ty_galley *galley, const struct ty_plan *plan,
                   uint32_t index)
{
    const struct ty_sheet *sheet = &plan->sheets[index];
    emit_background(out, sheet->rules);
    uint32_t end = sheet->piece_first + sheet->piece_count;
    for (uint32_t p = sheet->piece_first; p < end; p++)
        for (uint32_t k = plan->deco_starts[p]; k < plan->deco_starts[p + 1]; k++)
            emit_deco(out, galley, plan, sheet, p, &galley->decos[plan->deco_lists[k]]);
    for (uint32_t p = sheet->piece_first, after; p < end; p = after) {
        uint32_t segment = plan->pieces[p].segment;
        after = p + 1;
        while (segment && after < end && goes_on(&plan->pieces[after - 1], &plan->pieces[after]))
            after++;
        if (segment && galley->segments[segment - 1].rule_width > 0)
            emit_column_rules(out, galley, plan, p, after);
    }
    for (uint32_t p = sheet->piece_first; p < end; p++) {
        const struct ty_piece *piece = &plan->pieces[p];
        emit_head(out, galley, piece);
        emit_labels(out, galley, plan, piece);
        for (uint32_t i = piece->first; i < piece->end; i++)
            emit_slab(out, galley, i, piece->x, plan->tops[i]);
    }
    if (galley->note_count)
        ty_emit_notes(out, galley, plan, sheet);
}
