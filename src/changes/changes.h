/*
 * Changes. Enters: two editions of a report, each a build record or a report folder. Leaves: what was added,
 * removed, reworded or changed between them, as text, JSON, or a data document that prints as a change list.
 */
#ifndef CHG_CHANGES_H
#define CHG_CHANGES_H

#include "batch/batch.h"

/* What one edition says: the parts of a build record that matter here, with its title, kind and theme. */
struct chg_edition {
    json_t *record;   /* owned */
    const char *path; /* as the user named it */
    const char *root; /* the organisation's folder of a report, below which its own theme is; else NULL */
};

/*
 * Reads a build record (a .json file) or binds a report (a file or folder). False after findings of `job`: no
 * such file, no build record, a record of an earlier program that does not tell what the report said. A
 * report's own findings are not told here: arshjul check tells them.
 */
bool chg_edition_load(struct aj_job *job, struct bat_worker *worker, const char *path,
                      struct chg_edition *out);
void chg_edition_free(struct chg_edition *edition);

/* A text of the edition's content ("title", "kind", "theme"), "" if it has none. */
const char *chg_edition_text(const struct chg_edition *edition, const char *key);

enum chg_sort { CHG_FIGURE, CHG_VERDICT, CHG_TARGET, CHG_ROW, CHG_PARAGRAPH, CHG_SORTS };
enum chg_kind { CHG_ADDED, CHG_REMOVED, CHG_CHANGED };

struct chg_change {
    enum chg_sort sort;
    enum chg_kind kind;
    const char *name;           /* "Resultatandel", the heading above a paragraph */
    const char *period;         /* of a figure, a verdict, a row's cell; else NULL */
    const char *before, *after; /* NULL where it was not there */
    bool figures_only;          /* a paragraph in which only digits differ */
};

struct chg_list {
    struct chg_change *items;
    uint32_t len, cap;
};

/* What differs, in the order of the newer edition; in the arena. */
struct chg_list chg_compare(struct aj_arena *arena, const struct chg_edition *before,
                            const struct chg_edition *after);

/* For a terminal; reworded paragraphs with their changed words. */
void chg_text(struct aj_arena *arena, const struct chg_list *list, struct aj_buf *out);

/* The same as a JSON object; the caller owns the reference. */
json_t *chg_json(const struct chg_edition *before, const struct chg_edition *after,
                 const struct chg_list *list);

/* The data document of the printed change list; owned by the caller. */
xmlDocPtr chg_document(struct aj_arena *arena, const struct chg_edition *before,
                       const struct chg_edition *after, const struct chg_list *list);

#endif
