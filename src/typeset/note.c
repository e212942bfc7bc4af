/*
 * Notes at the foot of the page. One that has no room with the line that calls it goes on, once, at the foot
 * of the next page: at least two lines of it stay, and at least two go on.
 */
#include "typeset/page.h"

enum { LINES_KEPT = 2 };

static aj_len height_of(const struct ty_galley *g, uint32_t first, uint32_t end)
{
    int64_t height = ty_stretch_height(g, first, end);
    return height < INT32_MAX ? (aj_len)height : INT32_MAX;
}

const struct ty_note *ty_last_note(const struct ty_slab *slab, const struct ty_galley *galley)
{
    return slab->note_count ? galley->notes[slab->note_first + slab->note_count - 1] : NULL;
}

struct ty_note_rest ty_note_cut(const struct ty_note *note, int64_t over, int64_t most)
{
    const struct ty_galley *g = note->galley;
    int64_t height = 0;
    /* A box around a note would be cut open. */
    for (uint32_t k = g->slab_count; k-- > LINES_KEPT && g->deco_count == 0;) {
        height += g->slabs[k].height + (k + 1 < g->slab_count ? g->slabs[k + 1].space : 0);
        if (height > most)
            break;
        int64_t saved = height + g->slabs[k].space;
        bool whole_lines = g->slab_count - k >= LINES_KEPT && g->slabs[k].cost < TY_COST_FEW;
        if (whole_lines && saved >= over)
            return (struct ty_note_rest){note, k, (aj_len)height, (aj_len)saved};
    }
    return (struct ty_note_rest){NULL, 0, 0, 0};
}

/* Emits some lines of a note; returns where they end. */
static aj_len emit_part(struct ty_output *out, const struct ty_note *note, struct ty_span slabs, aj_len x,
                        aj_len y)
{
    if (slabs.first == 0 && slabs.end == note->galley->slab_count) {
        ty_emit_galley(out, note->galley, x, y);
        return y + note->height;
    }
    ty_emit_slabs(out, note->galley, slabs, x, y);
    return y + height_of(note->galley, slabs.first, slabs.end);
}

static void emit_called(struct ty_output *out, const struct ty_galley *galley, const struct ty_plan *plan,
                        const struct ty_sheet *sheet, aj_len x, aj_len y)
{
    for (uint32_t p = sheet->piece_first; p < sheet->piece_first + sheet->piece_count; p++)
        for (uint32_t i = plan->pieces[p].first; i < plan->pieces[p].end; i++)
            for (uint32_t n = 0; n < galley->slabs[i].note_count; n++) {
                const struct ty_note *note = galley->notes[galley->slabs[i].note_first + n];
                uint32_t end = note == sheet->onward.note ? sheet->onward.first : note->galley->slab_count;
                y = emit_part(out, note, (struct ty_span){0, end}, x, y);
            }
}

void ty_emit_notes(struct ty_output *out, const struct ty_galley *galley, const struct ty_plan *plan,
                   const struct ty_sheet *sheet)
{
    aj_len height = sheet->carried.height - sheet->onward.saved, x = sheet->rules->margin[3];
    for (uint32_t p = sheet->piece_first; p < sheet->piece_first + sheet->piece_count; p++)
        for (uint32_t i = plan->pieces[p].first; i < plan->pieces[p].end; i++)
            height += galley->slabs[i].notes_height;
    if (height == 0)
        return;
    aj_len y = sheet->rules->height - sheet->rules->margin[2] - height;
    aj_len width = (sheet->rules->width - x - sheet->rules->margin[1]) / 4;
    ty_emit(out, (struct ty_fragment){.kind = TY_LINE,
                                      .artifact = TY_LAYOUT,
                                      .rect = {x, y - TY_NOTES_GAP / 3, width, TY_NOTES_RULE},
                                      .color = {0, 0, 0, 255},
                                      .line_width = TY_NOTES_RULE,
                                      .line_style = DOC_BORDER_SOLID});
    const struct ty_note *rest = sheet->carried.note;
    if (rest)
        y = emit_part(out, rest, (struct ty_span){sheet->carried.first, rest->galley->slab_count}, x, y);
    emit_called(out, galley, plan, sheet, x, y);
}
