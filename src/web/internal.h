/* What the files of web share. */
#ifndef WEB_INTERNAL_H
#define WEB_INTERNAL_H

#include "web/web.h"

/* What the page adds to the document's words, in its language: words.c. */
enum web_word {
#define W(id, swedish, english) WEB_WORD_##id,
#include "web/words.def"
#undef W
    WEB_WORD_COUNT
};

/* How a table stands on a narrow screen. */
enum web_table_way {
    WEB_TABLE_PLAIN,  /* it fits */
    WEB_TABLE_CARDS,  /* each row a card, below the width where it fits no more */
    WEB_TABLE_BROAD,  /* the same, at a larger width, above which its frame can be moved sideways */
    WEB_TABLE_SCROLL, /* its cells span rows, or its headings columns: it is moved sideways in its frame */
};

struct web_table {
    struct web_table *up; /* the table that it stands in */
    doc_id node;
    uint32_t rows, columns, head_rows;
    doc_id *grid;        /* rows × columns cells; 0 where there is none; a spanning cell stands in each */
    const char **labels; /* by column, of a table of cards: its heading; NULL: it has none */
    enum web_table_way way;
    bool named;      /* its caption stands before it */
    uint32_t number; /* among the page's tables, from 1 */
};

struct web_page {
    struct aj_job *job;
    const struct web_source *source;
    const struct doc_document *doc;
    struct aj_buf *out;
    bool swedish;
    /* By node. */
    bool *left_out;       /* neither it nor what is in it is written */
    const char **instead; /* text that takes the place of what is in it; NULL: none */
    uint8_t *level;       /* of headings: 1 to 6 */
    uint16_t *column;     /* of a table's cells, from 0 */
    /* While writing. */
    doc_id *notes; /* footnotes passed, to be written at the end of the chapter */
    uint32_t note_count, note_cap;
    struct web_table *table; /* the one being written */
    uint32_t table_count;
    doc_id title, body, main, side_first, side_last; /* 0: none */
    bool failed;
};

/* write.c: how large the page may be; and that it, or a picture of that many bytes at `at`, is larger. */
size_t web_most(const struct web_page *page);
void web_too_large(struct web_page *page, aj_at at, size_t bytes);

const char *web_word(const struct web_page *page, enum web_word word);

/* plan.c: what is left out, what stands instead of page numbers, levels of headings. */
void web_plan(struct web_page *page);

/* Whether the element has that class. */
bool web_has_class(const struct doc_document *doc, doc_id id, const char *name);

/* A subtree's text with its generated content, white space collapsed; in the job's arena. */
const char *web_whole_text(const struct web_page *page, doc_id root);

/* Whether an element is a footnote that is written at the end of its chapter. */
bool web_is_note(const struct doc_document *doc, doc_id id);

/* The first child element of that tag, or 0. */
doc_id web_child(const struct doc_document *doc, doc_id id, enum doc_tag tag);

/* tree.c */
void web_write_tree(struct web_page *page, doc_id root);

/* element.c: an element's start tag; false: nothing in it is to be written, its end tag neither. */
bool web_open_element(struct web_page *page, doc_id id);
void web_close_element(struct web_page *page, doc_id id);

/* frame.c: what stands around the document: head, way past the contents, links to the PDF, foot. */
void web_write_head(struct web_page *page);
void web_write_body_start(struct web_page *page);
void web_write_header_end(struct web_page *page);
void web_write_footer(struct web_page *page);
void web_write_contents(struct web_page *page); /* of headings, when the document has no contents */

/* style.c: the style element's text; false after a finding. */
bool web_write_style(struct web_page *page, struct aj_buf *out);

/* The same for a page of the program's own, in the look of a report without a theme: then `sheets`, to NULL.
 */
bool web_write_own_style(struct web_page *page, const char *const *sheets, struct aj_buf *out);

/* faces.c: @font-face rules of the faces that the document uses, with the files in them. */
void web_write_faces(struct web_page *page, struct aj_buf *out);

/* table.c */
void web_table_start(struct web_page *page, doc_id node);
void web_table_end(struct web_page *page, doc_id node);
/* Roles and the column's heading, as attributes of a table's element. */
void web_table_attrs(struct web_page *page, doc_id id);

/* csv.c: the table as UTF-8 with a byte order mark, semicolons and decimal commas, figures exact. */
void web_csv(const struct web_page *page, const struct web_table *table, struct aj_buf *out);
/* A name of a-z, 0-9 and "-" from a caption, at most 60 letters; never empty. */
const char *web_file_name(struct aj_arena *arena, const char *caption);

/* drawing.c: an <svg> of the document or of a picture's file, as an image with that name. */
void web_open_svg(struct web_page *page, doc_id id);
/* An <img>: its drawing inline, or its picture as data:. */
void web_write_image(struct web_page *page, doc_id id);

/* escape.c */
void web_escape(struct aj_buf *out, const char *text, size_t length);
void web_attr(struct aj_buf *out, const char *name, const char *value);
void web_base64(struct aj_buf *out, const void *bytes, size_t length);
/* 'sha256-…' with its quotes, as a Content-Security-Policy names what may stand in the page. */
void web_digest(struct aj_buf *out, const void *bytes, size_t length);

#endif
