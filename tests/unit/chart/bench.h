/* What tests of charts have in common: a document, its charts drawn, and what stands in the drawing. */
#ifndef CHART_BENCH_H
#define CHART_BENCH_H

#include "chart/chart.h"

#define OPEN_SANS "/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf"

struct bench {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct doc_library *library;
    xmlDocPtr xhtml;
    struct doc_document *doc;
    doc_id figure, svg;
    bool good;
};

/* Its edges, of text from the height of its capitals to its baseline. */
struct box {
    int x0, y0, x1, y1;
};

extern const char bench_theme[];

/* Builds a document around `body` and draws its charts. Elements with at="1" stand at report.xml:3:5. */
struct bench draw_with(const char *body, const char *css);
struct bench draw(const char *body);
void bench_close(struct bench *b);

/* A table of years: rows "class|label|value text|value text …", the first row the headings. */
const char *make_table(struct aj_arena *arena, const char *const *rows, size_t count);
struct bench draw_rows(const char *kind, const char *const *rows, size_t count);
#define DRAW(kind, rows) draw_rows((kind), (rows), sizeof(rows) / sizeof(rows)[0])

/* An attribute of 1/100 px. */
int length_of(const struct bench *b, doc_id id, const char *name);

/* The nth element of a kind in the drawing, or 0; blanks under labels do not count. */
doc_id nth(const struct bench *b, enum doc_tag tag, int n);
int count_of(const struct bench *b, enum doc_tag tag);

/* The text element that says this, or 0. */
doc_id said(const struct bench *b, const char *text);
struct box box_of(struct bench *b, doc_id id);

#endif
