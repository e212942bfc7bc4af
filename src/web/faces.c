/* The faces that the document uses, in the page itself: only the characters that stand in it. */
#include "web/internal.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* What a page says beside its document is made of these. */
static const char always[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉabcdefghijklmnopqrstuvwxyzåäöé0123456789"
                             " \u00A0.,:;!?%&()[]/+-–—−·…•”’“‘»«§'\"*=#@_";

enum { PLANE = 0x10000, FEATURES_MOST = 24 };

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The characters of the document, ascending, each once. */
static uint32_t *codes_of(struct web_page *page, uint32_t *count)
{
    struct aj_arena *arena = page->job->arena;
    uint8_t *seen = AJ_NEW_N(arena, uint8_t, PLANE);
    uint32_t *codes = NULL, len = 0, cap = 0;
    for (doc_id id = 0; id < page->doc->node_count; id++) {
        const struct doc_node *node = &page->doc->nodes[id];
        if (id && (node->kind != DOC_TEXT || !node->length))
            continue;
        const char *p = id ? node->text : always, *end = id ? p + node->length : p + sizeof always - 1;
        while (p < end) {
            uint32_t code = (unsigned char)*p < 0x80 ? (unsigned char)*p++ : aj_utf8_next(&p, end);
            if (code < PLANE && seen[code])
                continue;
            if (code < PLANE)
                seen[code] = 1;
            AJ_PUSH(arena, codes, len, cap, code);
        }
    }
    qsort(codes, len, sizeof *codes, compare);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < len; i++)
        if (!kept || codes[kept - 1] != codes[i])
            codes[kept++] = codes[i];
    *count = kept;
    return codes;
}

/* The OpenType features that styles ask for, each once, in the order of the styles. */
static const char *features_of(const struct web_page *page)
{
    char tags[FEATURES_MOST][5] = {"tnum", "lnum"};
    uint32_t count = 2;
    for (uint32_t i = 0; i < page->doc->style_count; i++) {
        const char *p = page->doc->styles[i].features;
        for (; p && *p; p += strcspn(p, ","), p += *p == ',') {
            uint32_t k = 0;
            while (k < count && strncmp(tags[k], p, 4) != 0)
                k++;
            if (k == count && count < FEATURES_MOST && strcspn(p, ",") >= 4)
                memcpy(tags[count++], p, 4);
        }
    }
    const char *list = aj_strdup(page->job->arena, tags[0]);
    for (uint32_t k = 1; k < count; k++)
        list = aj_printf(page->job->arena, "%s,%s", list, tags[k]);
    return list;
}

/* Whether some text of the document is set in the face. */
static bool *used_styles(const struct web_page *page)
{
    bool *used = AJ_NEW_N(page->job->arena, bool, page->doc->style_count + 1);
    for (doc_id id = 1; id < page->doc->node_count; id++)
        if (page->doc->nodes[id].kind == DOC_TEXT && page->doc->nodes[id].parent && !page->left_out[id])
            used[page->doc->nodes[id].style] = true;
    return used;
}

static bool is_used(const struct web_page *page, const bool *used, const struct fnt_face *face)
{
    for (uint32_t i = 0; i < page->doc->style_count; i++)
        for (uint32_t f = 0; used[i] && f < page->doc->styles[i].face_count; f++)
            if (page->doc->styles[i].faces[f] == face)
                return true;
    return false;
}

static void write_family(struct aj_buf *out, const char *family)
{
    aj_buf_char(out, '"');
    for (; *family; family++)
        if (strchr("\"\\<>\n\r\f", *family))
            aj_buf_printf(out, "\\%x ", (unsigned)*family);
        else
            aj_buf_char(out, *family);
    aj_buf_char(out, '"');
}

void web_write_faces(struct web_page *page, struct aj_buf *out)
{
    uint32_t count, code_count;
    const struct doc_font *fonts = doc_fonts(page->doc, &count);
    const uint32_t *codes = codes_of(page, &code_count);
    const char *features = features_of(page);
    const bool *used = used_styles(page);
    for (uint32_t i = 0; i < count; i++) {
        struct aj_buf woff = AJ_BUF_INIT;
        if (is_used(page, used, fonts[i].face) &&
            fnt_web_font(page->source->fonts, fonts[i].face, codes, code_count, features, &woff)) {
            aj_buf_str(out, "@font-face{font-family:");
            write_family(out, fonts[i].family);
            aj_buf_printf(out, ";font-weight:%u;font-style:%s;src:url(data:font/woff;base64,",
                          (unsigned)fonts[i].weight, fonts[i].italic ? "italic" : "normal");
            web_base64(out, woff.data, woff.len);
            aj_buf_str(out, ") format(\"woff\")}\n");
        }
        aj_buf_free(&woff);
    }
}
