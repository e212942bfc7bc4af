/*
 * Metric. Enters: the report's XML tree (with places), the definitions in templates/statements and
 * templates/metrics. Leaves: the data document (templates/schema/data.rng), in which every figure is already
 * text with its exact value, and the figures for the build record. All memory belongs to the job.
 */
#ifndef MET_METRIC_H
#define MET_METRIC_H

#include "base/job.h"

#include <libxml/tree.h>

struct met_result;

/* One figure that the report prints or computes, for the build record. */
struct met_figure {
    const char *name, *period, *unit, *text, *exact; /* "Resultatandel", "2024", "procent", "4,0", "n/d" */
};

/*
 * Loads the sources that the report names, evaluates, checks and binds. Never NULL; errors are findings.
 * `report` is not changed.
 */
struct met_result *met_bind(struct aj_job *job, xmlDocPtr report);

/* The data document; every element that came from the report has its at attribute. Owned by the job; NULL
 * when forgotten. */
xmlDocPtr met_data(const struct met_result *result);

/* Frees the data document; met_data gives NULL from then on. The report may be freed too. */
void met_forget(struct aj_job *job, struct met_result *result);

/*
 * The findings so far are put into a draft's data document: marked where they are, listed at its end, instead
 * of what an earlier call put there.
 */
void met_mark_findings(struct aj_job *job, struct met_result *result);

const struct met_figure *met_figures(const struct met_result *result, uint32_t *count);

/* ---- the front page's facts ---- */

/* A step on a document's way: a committee proposes, the assembly adopts, years later it revises. */
struct met_decision {
    const char *body, *date, *paragraph; /* "" where it is not told; "§ 212" with a no-break space */
    const char *status;                  /* "tillstyrker", "antar" …: a verb */
};

/* "" where the report does not say. */
struct met_front {
    const char *type, *diarienummer, *responsible, *contact, *applies_to, *valid_from, *valid_to, *version,
        *classification, *information;
    struct met_decision *decisions; /* in the author's order, which is that of time */
    uint32_t decision_len, decision_cap;
    const char **replaces, **related;
    uint32_t replaces_len, replaces_cap, related_len, related_cap;
};

/* NULL when no report was bound. */
const struct met_front *met_front(const struct met_result *result);

/* ---- what a report says, for laying two editions side by side ---- */

struct met_paragraph {
    const char *where; /* the headings above: "Finansiell analys / Resultat" */
    const char *text;
};

struct met_content_cell {
    const char *heading, *text; /* "Budget 2022", "109 264" */
};

/* A row of a printed table. */
struct met_content_row {
    const char *name; /* "Driftbudget / Socialnämnden" */
    struct met_content_cell *cells;
    uint32_t cell_len, cell_cap;
};

struct met_content_target {
    const char *name, *that;
};

struct met_content_verdict {
    const char *name, *period, *text; /* "Resultatmålet", "2024", "uppnås inte" */
};

struct met_content {
    const char *title, *kind, *status, *theme, *organisation, *date; /* "" where it does not say */
    struct met_paragraph *paragraphs;
    uint32_t paragraph_len, paragraph_cap;
    struct met_content_row *rows;
    uint32_t row_len, row_cap;
    struct met_content_target *targets;
    uint32_t target_len, target_cap;
    struct met_content_verdict *verdicts;
    uint32_t verdict_len, verdict_cap;
};

/* NULL when nothing was bound. To be asked for before met_forget; the same from then on. */
const struct met_content *met_content(struct met_result *result);

/*
 * A result whose data document is ready made (and then the job's): for what the program itself has to say in
 * a report's form.
 */
struct met_result *met_ready(struct aj_job *job, xmlDocPtr data);

/* A figure of one period and what it was made of, down to the cells. */
/* Why there is no figure. */
enum met_absence {
    MET_ABSENCE_NONE,
    MET_ABSENCE_KIND,    /* the cell has a kind of missing, which `missing` names as documents do */
    MET_ABSENCE_LACK,    /* something that it is made of is lacking */
    MET_ABSENCE_UNKNOWN, /* no table has it */
    MET_ABSENCE_AMOUNT,  /* an action whose saving nobody states */
};

struct met_lineage {
    const char *name, *period;
    const char *table;        /* of a row; NULL for a metric */
    const char *organisation; /* whose figure, where that was asked for; else NULL */
    const char *text, *unit;  /* "3,97 procent", "procent"; NULL where there is no figure */
    const char *exact;        /* in its unit: "n/d" */
    const char *missing;      /* in Swedish, why there is no figure; else NULL */
    enum met_absence absence; /* the same for who speaks another language */
    const char *lack;         /* what is lacking, quoted; NULL if that is not known */
    const char *formula;      /* of a metric; NULL if it was given */
    const char *given_from, *given_why;
    aj_at at; /* the cell or the report's `given`; 0 for what was computed */
    const struct met_lineage **inputs;
    uint32_t input_len, input_cap;
};

struct met_target_verdict {
    const char *period, *verdict;
};

struct met_explanation {
    const char *name;
    const char *unit, *definition, *source; /* of a metric, else NULL */
    const char *target, *that;              /* of a target, and how it is judged; else NULL */
    struct met_target_verdict *verdicts;
    uint32_t verdict_len;
    const struct met_lineage **figures; /* one a period */
    uint32_t figure_len, figure_cap;
};

/* The lineage of the figure or target that bears the name; NULL after a finding when nothing does. */
const struct met_explanation *met_explain(struct met_result *result, const char *name);

/* The same as text for a terminal, in Swedish. */
void met_explanation_text(const struct aj_job *job, const struct met_explanation *explanation,
                          struct aj_buf *out);

/* The bound narrative as plain text, bound words between U+27E6 and U+27E7: arshjul data --format text. */
void met_text(struct aj_job *job, const struct met_result *result, struct aj_buf *out);

#endif
