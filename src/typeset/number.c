/* Page numbers: as pages count and elements set them, and as they are printed. */
#include "typeset/page.h"

/* How the page writes its own number, or -1 when it does not. */
static int written_as(const struct doc_page *rules)
{
    for (int place = 0; place < DOC_MARGIN_COUNT; place++)
        for (uint32_t i = 0; i < rules->boxes[place].count; i++)
            if (rules->boxes[place].content[i].kind == DOC_CONTENT_PAGE)
                return rules->boxes[place].content[i].style;
    return -1;
}

void ty_number_pages(struct ty_context *ctx, const struct ty_plan *plan, const uint32_t *node_page)
{
    uint32_t count = plan->sheet_count;
    int32_t *numbers = AJ_NEW_N(ctx->arena, int32_t, count + 1);
    bool *set = AJ_NEW_N(ctx->arena, bool, count + 1);
    for (uint32_t i = 0; i < ctx->doc->number_count; i++) {
        uint32_t page = node_page[ctx->doc->numbers[i].node];
        if (page == 0 || page > count)
            continue;
        set[page - 1] = true;
        numbers[page - 1] = ctx->doc->numbers[i].value;
    }
    for (uint32_t i = 0; i < count; i++)
        if (!set[i])
            numbers[i] = i ? numbers[i - 1] + 1 : 1;
    ctx->page_numbers = numbers;
    ctx->page_labels = AJ_NEW_N(ctx->arena, const char *, count + 1);
    /* A page without its number, such as a cover, counts in the way of those that follow it. */
    int style = -1;
    for (uint32_t i = count; i-- > 0;) {
        int own = written_as(plan->sheets[i].rules);
        style = own >= 0 ? own : i + 1 < count && set[i + 1] ? -1 : style;
        ctx->page_labels[i] = doc_number(ctx->doc, numbers[i], style < 0 ? 0 : (uint8_t)style);
    }
}
