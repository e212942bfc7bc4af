/* Texts as words: how alike two are, and what a rewording changed. */
#include "changes/internal.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

struct chg_words chg_words(struct aj_arena *arena, const char *text)
{
    static const char spaces[] = " \t\r\n";
    struct chg_words words = {0};
    for (const char *p = text + strspn(text, spaces); *p; p += strspn(p, spaces)) {
        struct chg_word word = {.text = p, .length = (uint32_t)strcspn(p, spaces), .hash = 2166136261u};
        for (uint32_t i = 0; i < word.length; i++)
            word.hash = (word.hash ^ (unsigned char)p[i]) * 16777619u; /* FNV-1a */
        AJ_PUSH(arena, words.items, words.len, words.cap, word);
        p += word.length;
    }
    return words;
}

static int by_hash(const void *a, const void *b)
{
    uint32_t x = ((const struct chg_word *)a)->hash, y = ((const struct chg_word *)b)->hash;
    return (x > y) - (x < y);
}

uint32_t chg_likeness(struct aj_arena *arena, const char *a, const char *b)
{
    struct chg_words x = chg_words(arena, a), y = chg_words(arena, b);
    if (!x.len || !y.len)
        return 0;
    qsort(x.items, x.len, sizeof *x.items, by_hash);
    qsort(y.items, y.len, sizeof *y.items, by_hash);
    uint32_t shared = 0;
    for (uint32_t i = 0, j = 0; i < x.len && j < y.len;) {
        int order = by_hash(&x.items[i], &y.items[j]);
        shared += !order;
        i += order <= 0;
        j += order >= 0;
    }
    return (uint32_t)(2000ull * shared / (x.len + y.len));
}

static void put_words(struct aj_buf *out, const struct chg_word *words, uint32_t count, const char *open,
                      const char *close)
{
    if (!count)
        return;
    if (out->len)
        aj_buf_char(out, ' ');
    aj_buf_str(out, open);
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            aj_buf_char(out, ' ');
        aj_buf_add(out, words[i].text, words[i].length);
    }
    aj_buf_str(out, close);
}

/* What stayed: all of it when it is short, else only what stands next to a change. */
static void put_same(struct aj_buf *out, const struct chg_word *words, uint32_t count, bool begins, bool ends)
{
    enum { CONTEXT = 4 };
    uint32_t head = begins ? 0 : CONTEXT, tail = ends ? 0 : CONTEXT;
    if (count <= head + tail + 2) {
        put_words(out, words, count, "", "");
        return;
    }
    put_words(out, words, head, "", "");
    put_words(out, NULL, 0, "", "");
    aj_buf_str(out, out->len ? " …" : "…");
    put_words(out, words + count - tail, tail, "", "");
}

static uint32_t *hashes(struct aj_arena *arena, const struct chg_words *words)
{
    uint32_t *out = AJ_NEW_N(arena, uint32_t, words->len + 1);
    for (uint32_t i = 0; i < words->len; i++)
        out[i] = words->items[i].hash;
    return out;
}

const char *chg_reworded(struct aj_arena *arena, const char *before, const char *after)
{
    struct chg_words a = chg_words(arena, before), b = chg_words(arena, after);
    uint32_t *partner = AJ_NEW_N(arena, uint32_t, a.len + 1);
    chg_align(arena, hashes(arena, &a), a.len, hashes(arena, &b), b.len, partner);
    struct aj_buf out = AJ_BUF_INIT;
    uint32_t i = 0, j = 0;
    while (i < a.len || j < b.len) {
        uint32_t gone = i, next = b.len;
        while (gone < a.len && partner[gone] == UINT32_MAX)
            gone++;
        if (gone < a.len)
            next = partner[gone];
        put_words(&out, a.items + i, gone - i, "[-", "-]");
        put_words(&out, b.items + j, next - j, "{+", "+}");
        uint32_t same = 0;
        while (gone + same < a.len && partner[gone + same] == next + same)
            same++;
        put_same(&out, b.items + next, same, gone == 0 && next == 0,
                 gone + same == a.len && next + same == b.len);
        i = gone + same;
        j = next + same;
    }
    const char *text = aj_strndup(arena, out.data ? out.data : "", out.len);
    aj_buf_free(&out);
    return text;
}
