/*
 * Model. Enters: tables of cells (source) and the statement definitions in templates/statements. Leaves:
 * statements, indicators, goals and key figures as series of exact values by period, with units and kinds of
 * missing. All memory belongs to the job.
 */
#ifndef MDL_MODEL_H
#define MDL_MODEL_H

#include "base/job.h"
#include "model/action.h"
#include "model/cell.h"
#include "model/period.h"
#include "model/trend.h"
#include "model/unit.h"
#include "source/source.h"

enum mdl_role { MDL_ITEM, MDL_SUB, MDL_SUM, MDL_TOTAL, MDL_GROUP };
enum mdl_better { MDL_NEITHER, MDL_HIGHER, MDL_LOWER };
enum mdl_genus { MDL_UTRUM, MDL_NEUTRUM, MDL_PLURAL };

/* One row of a statement, as templates/statements declares it. */
struct mdl_row_def {
    const char *id, *label;
    const char *folded;   /* the label, folded */
    const char **aliases; /* folded labels that stand for it but are not its name */
    uint32_t alias_len, alias_cap;
    enum mdl_role role;
    int sign;           /* -1: costs, printed negative; 1; 0: either */
    const char *foots;  /* "a b -c | d e": ids whose figures add up to it, the first alternative at hand */
    const char *unless; /* not asked for when this row is there; "" never asked for; NULL: required */
    enum mdl_genus genus;
    bool repeats; /* a row of another statement that stands here too: its bare name means that one */
};

struct mdl_def {
    const char *id, *name, *label; /* "resultatbudget", "Resultatbudget", "Post" */
    struct mdl_row_def *rows;
    uint32_t row_len, row_cap;
    bool open;                  /* rows that are not declared are items (nämnder) */
    struct mdl_unit prose_unit; /* in which prose speaks of its figures */
    int prose_decimals;
    enum mdl_scenario scenario; /* of a column headed by a bare year */
    bool moment;                /* its figures are of a day, not of a time: a balance sheet */
    enum mdl_better better; /* of every row: costs without their sign are better low, signed figures high */
};

enum mdl_column_role {
    MDL_COL_OTHER, /* text that is kept with its row */
    MDL_COL_LABEL,
    MDL_COL_FIGURE,
    MDL_COL_UNIT,
    MDL_COL_YEAR, /* the year of the row's figures */
    MDL_COL_GOAL_NO,
    MDL_COL_GOAL_TITLE,
    MDL_COL_FOCUS,
    MDL_COL_SHORT,
    MDL_COL_TYPE,
    MDL_COL_BETTER,
    MDL_COL_REDEFINED, /* the year from which the figures are measured in a new way */
    MDL_COL_KOLADA,
    MDL_COL_SOURCE,
    MDL_COL_CATEGORY,
    MDL_COL_GENUS,
    MDL_COL_DECIMALS,
    MDL_COL_ABBREVIATION,
    MDL_COL_MEANING,
    MDL_COL_BUDGET /* the rows of a budget that a goal or an indicator is paid out of */
};

struct mdl_column {
    enum mdl_column_role role;
    struct mdl_period period; /* of a figure column; year 0 where a year column or nothing gives it */
    const char *group;        /* "Liknande kommuner": whose figures; "" if the table does not compare */
    const char *heading;
    struct mdl_unit unit; /* of a column whose figures have another than their rows; no name if none */
    bool moment;          /* its heading told the period by a date */
    bool pointed;         /* that its figures have decimal points was told */
    aj_at at;
};

/* A part of a row's label: "a. tätbyggt". */
struct mdl_letter {
    char letter;
    const char *text;
};

struct mdl_series {
    const char *name;    /* what it is called: the label without its unit */
    const char *label;   /* as it is printed */
    const char *written; /* as it stands in the source */
    const char *short_name, *type, *category, *kolada, *source; /* NULL if none */
    const char *goal;                                           /* the goal's number, NULL if none */
    struct src_cell budget; /* names of budget rows, as written; "" if none */
    const struct mdl_row_def *def;
    struct mdl_table *table;
    struct mdl_unit unit;
    enum mdl_role role;
    enum mdl_better better;
    enum mdl_genus genus;
    bool genus_said;        /* by its table or a catalogue */
    bool within;            /* "varav": a part of another row, in no sum */
    int redefined;          /* the first year of a new definition, 0 if none */
    int decimals;           /* the most that any figure is written with */
    bool small;             /* some figure is nothing at two decimals */
    struct mdl_cell *cells; /* one for each column of the table */
    struct mdl_letter *letters;
    uint32_t letter_len, letter_cap;
    const struct mdl_series *whole; /* this is one lettered part of that row; it is not printed by itself */
    aj_at at;
};

/* The id by which a report accepts a sum that its rows do not add up to. */
#define MDL_FOOTING "summering"

enum mdl_kind {
    MDL_STATEMENT,
    MDL_INDICATORS,
    MDL_GOALS,
    MDL_CATALOGUE,
    MDL_FIGURES,
    MDL_ABBREVIATIONS,
    MDL_TRENDS
};

struct mdl_table {
    enum mdl_kind kind;
    const char *name, *id;     /* "Resultatbudget", "resultatbudget" */
    const struct mdl_def *def; /* of a statement */
    struct mdl_unit unit;      /* of a statement */
    struct mdl_column *columns;
    uint32_t column_len;
    struct mdl_series **series; /* row by row */
    uint32_t series_len, series_cap;
    const char *label_heading; /* "Post", "Styrande indikatorer" */
    const char *file;
    aj_at at;
    bool faulty;  /* a fault of its headings was told: a period that is not here may stand there */
    bool pivoted; /* its source is a long table */
    bool pointed; /* and that its figures have decimal points was told */
};

struct mdl_goal {
    const char *no, *focus, *title; /* title "" where only its budget is told */
    struct src_cell budget;         /* names of budget rows, as written; "" if none */
    aj_at at;
    bool printed; /* the report speaks of it */
};

/* A row of a table of abbreviations. */
struct mdl_abbreviation {
    const char *name, *text;
    aj_at at;
};

/* A cell that differs in a variant, with both of what stands there. */
struct mdl_override {
    struct mdl_series *series;
    uint32_t column;
    struct mdl_cell base, own;
    bool held; /* by the variant's file; else a sum that was computed */
};

/* Another party's figures for the same tables. */
struct mdl_variant {
    const char *name; /* "Förslag B" */
    struct mdl_override *items;
    uint32_t len, cap;
    aj_at at;
};

struct mdl_model {
    struct aj_job *job;
    struct mdl_def *defs;
    uint32_t def_len, def_cap;
    struct mdl_table **tables;
    uint32_t table_len, table_cap;
    struct mdl_goal *goals;
    uint32_t goal_len, goal_cap;
    struct mdl_abbreviation *abbreviations; /* in the order of the sources, each name once */
    uint32_t abbreviation_len, abbreviation_cap;
    struct mdl_trend **trends; /* in the order of the sources */
    uint32_t trend_len, trend_cap;
    struct mdl_variant *variants; /* in the order of their sources */
    uint32_t variant_len, variant_cap;
    struct mdl_action_table **actions; /* in the order of their sources */
    uint32_t action_len, action_cap;
    bool faulty;     /* a source had errors: a row that is not here may have been meant to be */
    bool incomplete; /* a source could not be read: what is not here may stand there */
};

/* A model with the statement definitions of the job's templates and no tables. */
struct mdl_model *mdl_model_new(struct aj_job *job);

/* What a report's `source` says of a file besides its name; each may be NULL. */
struct mdl_hint {
    const char *unit;         /* of a statement's figures */
    const char *kind;         /* a statement's id or name, where its labels do not tell */
    const char *name;         /* the table's name in the report, of a table of one measure also that */
    const char *organisation; /* whose figures are the report's own, by its name or code in the file */
    const char *own;          /* the report's own organisation, as its front names it */
    const char *edition;      /* of actions: the earlier edition whose they are */
};

/* Recognises a table and takes it in; NULL after findings that leave nothing of it. */
struct mdl_table *mdl_take(struct mdl_model *model, const struct src_table *source, struct mdl_hint hint,
                           aj_at at);

/* After all tables: what the catalogues say of indicators, goals told twice. */
void mdl_finish(struct mdl_model *model);

/*
 * Takes the rows of a table in which they differ from one that was taken before; false after findings. The
 * table is the one that hint.kind or hint.name names, else the one that has most of the rows.
 */
bool mdl_take_variant(struct mdl_model *model, const struct src_table *source, const char *name,
                      struct mdl_hint hint, aj_at at);

/* After all tables: the sums that a variant's sources do not hold follow their rows. */
void mdl_finish_variants(struct mdl_model *model);

/* The variant of that name, or NULL. */
const struct mdl_variant *mdl_variant_find(const struct mdl_model *model, const char *name);

/* From here on the model's figures are the variant's. */
void mdl_variant_use(const struct mdl_variant *variant);

/* The column of a role, or -1. */
int mdl_column_of(const struct mdl_column *columns, uint32_t count, enum mdl_column_role role);

/*
 * With how many decimals a figure is printed that is written with so many: programs write "23.576622", people
 * never more than three. Long tables are programs'. Two are enough unless a figure of the row vanishes.
 */
int mdl_shown_decimals(const struct mdl_series *series, int decimals);

/* The unit of a row's figure in a column. */
const struct mdl_unit *mdl_figure_unit(const struct mdl_series *series, uint32_t column);

struct mdl_goal *mdl_goal_find(const struct mdl_model *model, const char *no);

#endif
