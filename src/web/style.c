/* The page's stylesheet: the theme's custom properties, its faces, and the sheets written for screens. */
#include "web/internal.h"

#include <string.h>

static const char common_sheet[] = "common/web.css", base_sheet[] = "common/base.css";

static aj_at place_of(struct web_page *page, const char *name, const char *css, size_t length, const char *at)
{
    uint32_t line = 1;
    const char *start = css;
    for (const char *p = css; p < at; p++)
        if (*p == '\n') {
            line++;
            start = p + 1;
        }
    uint32_t file = aj_places_add_file(page->job->places, name, css, length);
    return aj_places_add(page->job->places, file, line, (uint32_t)(at - start) + 1);
}

static bool begins(const char *text, const char *word)
{
    for (; *word; text++, word++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;
        if (c != *word)
            return false;
    }
    return true;
}

/* What would fetch something from elsewhere, or end the style element. */
static const char *outside(const char *p)
{
    static const char *const words[] = {"@import", "url(", "src(", "image(", "image-set(", "</", "\\"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!begins(p, words[i]))
            continue;
        const char *inner = p + strlen(words[i]);
        bool data = !strcmp(words[i], "url(") && (begins(inner, "data:") || begins(inner, "\"data:"));
        if (!data)
            return words[i];
    }
    return NULL;
}

/* Copies a stylesheet without its comments and what indents its lines. */
static bool add_css(struct web_page *page, const char *name, const char *css, size_t length,
                    struct aj_buf *out)
{
    char quote = 0;
    for (const char *p = css, *end = css + length; p < end; p++) {
        if (!quote && p[0] == '/' && p[1] == '*') {
            const char *close = strstr(p + 2, "*/");
            p = close ? close + 1 : end - 1;
            continue;
        }
        const char *wrong = quote ? (begins(p, "</") ? "</" : NULL) : outside(p);
        if (wrong) {
            aj_diag_add(page->job->diags, AJ_E1001, place_of(page, name, css, length, p), wrong, NULL);
            return false;
        }
        if (quote ? *p == quote : (*p == '"' || *p == '\''))
            quote = quote ? 0 : *p;
        bool white = !quote && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r');
        bool after = out->len && strchr(" \n{};,", out->data[out->len - 1]);
        if (white && after)
            continue;
        aj_buf_char(out, white ? ' ' : *p);
    }
    aj_buf_char(out, '\n');
    return true;
}

static bool add_file(struct web_page *page, const char *path, struct aj_buf *out)
{
    size_t length;
    const char *name;
    const char *css = aj_job_read_template(page->job, path, 0, &length, &name);
    if (!css)
        return false;
    if (length <= WEB_CSS_MOST)
        return add_css(page, name, css, length, out);
    uint32_t file = aj_places_add_file(page->job->places, name, NULL, 0);
    aj_diag_add(page->job->diags, AJ_E1002, aj_places_add(page->job->places, file, 0, 0),
                aj_printf(page->job->arena, "%d", WEB_CSS_MOST), NULL);
    return false;
}

bool web_write_style(struct web_page *page, struct aj_buf *out)
{
    aj_buf_str(out, ":root{");
    doc_write_properties(page->doc, out);
    aj_buf_str(out, "}\n");
    web_write_faces(page, out);
    if (!page->job->templates)
        return true;
    const char *folder = doc_theme_folder(page->doc);
    const char *own = aj_printf(page->job->arena, "%sweb.css", folder);
    bool theirs = *folder && strcmp(own, common_sheet) != 0 && aj_job_has_template(page->job, own);
    return add_file(page, common_sheet, out) && (!theirs || add_file(page, own, out));
}

/* The :root rule of the sheet that every theme imports: its custom properties, which browsers read as they
 * are. */
static bool add_properties(struct web_page *page, struct aj_buf *out)
{
    size_t length;
    const char *name;
    const char *css = aj_job_read_template(page->job, base_sheet, 0, &length, &name);
    const char *start = css ? strstr(css, "\n:root {") : NULL, *end = start ? strchr(start, '}') : NULL;
    if (!css || !end)
        return css != NULL;
    return add_css(page, name, aj_strndup(page->job->arena, start, (size_t)(end + 1 - start)),
                   (size_t)(end + 1 - start), out);
}

bool web_write_own_style(struct web_page *page, const char *const *sheets, struct aj_buf *out)
{
    bool written = add_properties(page, out) && add_file(page, common_sheet, out);
    for (; written && sheets && *sheets; sheets++)
        written = add_file(page, *sheets, out);
    return written;
}
