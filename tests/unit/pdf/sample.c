#include "sample.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 595276, HEIGHT = 841890, MARGIN = 70000, ATTRS_MOST = 8 };

void sample_open(struct sample *s)
{
    *s = (struct sample){.left = MARGIN, .right = WIDTH - MARGIN, .size = 10500};
    s->job = aj_job_new(NULL, NULL);
    strcpy(s->folder, "/tmp/pdf-sample-XXXXXX");
    if (!mkdtemp(s->folder))
        abort();
    s->fonts = fnt_library_new();
    s->face = fnt_face_load(s->fonts, s->job, "/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf", 0);
    s->bold = fnt_face_load(s->fonts, s->job, "/usr/share/fonts/truetype/open-sans/OpenSans-Bold.ttf", 0);
    s->doc = doc_new(s->job);
    s->doc->title = "Budget 2022–2024";
    s->doc->lang = "sv";
    static const struct doc_attr metas[] = {{"author", "Alingsås kommun"},
                                            {"subject", "Flerårsplan & budget"},
                                            {"keywords", "budget, mål; ekonomi"},
                                            {"date", "2021-11-24"}};
    s->doc->metas = metas;
    s->doc->meta_count = 4;
    s->pages = AJ_NEW(s->job->arena, struct ty_pages);
    struct doc_style style = s->doc->styles[0];
    style.lang = "sv";
    style.display = DOC_BLOCK;
    uint32_t index = doc_add_style(s->doc, &style);
    doc_append_element(s->doc, 0, DOC_TAG_HTML, DOC_ROLE_NONE, index, NULL, 0);
}

const char *sample_path(struct sample *s, const char *name)
{
    return aj_printf(s->job->arena, "%s/%s", s->folder, name);
}

static void remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
        char name[300];
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            unlink(name);
    }
    if (folder)
        closedir(folder);
    rmdir(path);
}

void sample_close(struct sample *s)
{
    remove_folder(s->folder);
    fnt_library_free(s->fonts);
    aj_job_free(s->job);
}

struct ty_fragment *sample_fragment(struct sample *s, enum ty_kind kind, doc_id node, struct ty_rect rect)
{
    struct ty_pages *pages = s->pages;
    struct ty_fragment fragment = {
        .kind = (uint8_t)kind, .artifact = s->artifact, .node = node, .rect = rect, .color = {0, 0, 0, 255}};
    AJ_PUSH(s->job->arena, pages->fragments, pages->fragment_count, pages->fragment_cap, fragment);
    pages->pages[pages->page_count - 1].count++;
    return &pages->fragments[pages->fragment_count - 1];
}

void sample_page(struct sample *s, const char *label)
{
    struct ty_page page = {.width = WIDTH, .height = HEIGHT, .first = s->pages->fragment_count};
    page.label = label ? label : aj_printf(s->job->arena, "%u", s->pages->page_count + 1);
    AJ_PUSH(s->job->arena, s->pages->pages, s->pages->page_count, s->pages->page_cap, page);
    s->x = s->left;
    s->y = HEIGHT - 50000;
    uint8_t artifact = s->artifact;
    s->artifact = TY_FOOTER;
    sample_set(s, 0, aj_printf(s->job->arena, "%s | BUDGET 2022–2024", page.label));
    s->artifact = artifact;
    s->x = s->left;
    s->y = MARGIN;
}

doc_id sample_add(struct sample *s, doc_id parent, enum doc_tag tag, enum doc_role role, ...)
{
    struct doc_attr attrs[ATTRS_MOST];
    uint32_t count = 0;
    va_list args;
    va_start(args, role);
    for (const char *name; count < ATTRS_MOST && (name = va_arg(args, const char *)) != NULL; count++)
        attrs[count] = (struct doc_attr){name, va_arg(args, const char *)};
    va_end(args);
    bool heading = role >= DOC_ROLE_H1 && role <= DOC_ROLE_H6;
    struct doc_style style = *doc_style_of(s->doc, parent ? parent : 1);
    style.bookmark_level = heading ? (uint8_t)(role - DOC_ROLE_H1 + 1) : 0;
    return doc_append_element(s->doc, parent ? parent : 1, tag, role, doc_add_style(s->doc, &style), attrs,
                              count);
}

void sample_language(struct sample *s, doc_id id, const char *lang)
{
    struct doc_style style = *doc_style_of(s->doc, id);
    style.lang = lang;
    s->doc->nodes[id].style = doc_add_style(s->doc, &style);
}

void sample_display(struct sample *s, doc_id id, enum doc_display display)
{
    struct doc_style style = *doc_style_of(s->doc, id);
    style.display = display;
    s->doc->nodes[id].style = doc_add_style(s->doc, &style);
}

/* A run that grows word by word. */
struct line {
    struct ty_run *run;
    struct ty_glyph *glyphs;
    uint32_t glyph_cap;
    struct aj_buf text;
    aj_len width;
};

static void add_word(struct sample *s, struct line *line, const struct fnt_face *face, const char *text,
                     size_t length)
{
    const struct fnt_word *word = fnt_shape(s->fonts, face, NULL, "sv", text, length);
    int64_t pen = 0;
    for (uint32_t i = 0; i < word->glyph_count; i++) {
        const struct fnt_glyph *g = &word->glyphs[i];
        uint32_t next = word->length;
        for (uint32_t k = i + 1; k < word->glyph_count && next == word->length; k++)
            if (word->glyphs[k].cluster != g->cluster)
                next = word->glyphs[k].cluster;
        bool first = i == 0 || word->glyphs[i - 1].cluster != g->cluster;
        struct ty_glyph glyph = {.gid = g->gid,
                                 .text_length = (uint8_t)(first ? next - g->cluster : 0),
                                 .text = (uint32_t)line->text.len + g->cluster,
                                 .x = line->width + fnt_scale(face, pen + g->x, s->size),
                                 .y = fnt_scale(face, g->y, s->size)};
        AJ_PUSH(s->job->arena, line->glyphs, line->run->glyph_count, line->glyph_cap, glyph);
        pen += g->advance;
    }
    line->width += fnt_scale(face, word->advance, s->size);
    aj_buf_add(&line->text, text, length);
}

static void end_line(struct sample *s, struct line *line, doc_id node, const struct fnt_face *face)
{
    if (!line->run->glyph_count) {
        aj_buf_free(&line->text);
        return;
    }
    const struct fnt_metrics *m = fnt_face_metrics(face);
    struct ty_run *run = line->run;
    run->face = face;
    run->size = s->size;
    run->glyphs = line->glyphs;
    run->text = aj_strndup(s->job->arena, line->text.data, line->text.len);
    run->text_length = (uint32_t)line->text.len;
    aj_len ascent = fnt_scale(face, m->ascent, s->size), descent = fnt_scale(face, m->descent, s->size);
    struct ty_fragment *f =
        sample_fragment(s, TY_TEXT, node, (struct ty_rect){s->x, s->y, line->width, ascent - descent});
    f->baseline = s->y + ascent;
    f->as.run = run;
    s->x += line->width;
    aj_buf_free(&line->text);
}

static struct line new_line(struct sample *s)
{
    return (struct line){.run = AJ_NEW(s->job->arena, struct ty_run)};
}

void sample_break(struct sample *s, aj_len gap)
{
    s->x = s->left;
    s->y += s->size * 14 / 10 + gap;
    s->line++;
    if (s->y > HEIGHT - 90000)
        sample_page(s, NULL);
}

void sample_set(struct sample *s, doc_id node, const char *text)
{
    const struct fnt_face *face = s->size > 11000 ? s->bold : s->face;
    struct line line = new_line(s);
    while (*text) {
        size_t length = strcspn(text, " "), spaces = strspn(text + length, " ");
        const struct fnt_word *word = length ? fnt_shape(s->fonts, face, NULL, "sv", text, length) : NULL;
        aj_len width = word ? fnt_scale(face, word->advance, s->size) : 0;
        if (s->x + line.width + width > s->right && s->x + line.width > s->left) {
            end_line(s, &line, node, face);
            sample_break(s, 0);
            line = new_line(s);
        }
        if (length)
            add_word(s, &line, face, text, length);
        if (spaces)
            add_word(s, &line, face, " ", 1);
        text += length + spaces;
    }
    end_line(s, &line, node, face);
}

doc_id sample_text(struct sample *s, doc_id parent, const char *text)
{
    doc_id node = doc_append_text(s->doc, parent, text, s->doc->nodes[parent].style);
    sample_set(s, node, text);
    return node;
}

doc_id sample_block(struct sample *s, doc_id parent, enum doc_tag tag, enum doc_role role, const char *text)
{
    doc_id id = sample_add(s, parent, tag, role, NULL);
    sample_text(s, id, text);
    sample_break(s, 4000);
    return id;
}

void sample_rect(struct sample *s, doc_id node, uint8_t artifact, struct ty_rect rect)
{
    struct ty_fragment *f = sample_fragment(s, TY_RECT, node, rect);
    f->artifact = artifact;
    f->color = (struct doc_color){220, 230, 240, 255};
}

void sample_image(struct sample *s, doc_id node, const char *path, bool jpeg, struct ty_rect rect)
{
    struct ty_image *image = AJ_NEW(s->job->arena, struct ty_image);
    *image = (struct ty_image){.path = path, .jpeg = jpeg};
    sample_fragment(s, TY_IMAGE, node, rect)->as.image = image;
}

bool sample_write(struct sample *s, struct aj_buf *out)
{
    return pdf_write(s->job, s->doc, s->pages, out);
}

char *sample_finding(struct sample *s, uint32_t index)
{
    struct aj_buf out = AJ_BUF_INIT;
    aj_buf_str(&out, "");
    if (index < s->job->diags->len)
        aj_diag_print(s->job->diags, &s->job->diags->items[index], AJ_ENGLISH, &out);
    return out.data;
}
