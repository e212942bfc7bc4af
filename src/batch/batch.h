/*
 * Batch. Enters: report files and options. Leaves: PDFs and build records, written whole or not at all. A
 * worker holds what outlives a report: faces, words, compiled templates, patterns. A run is one report on its
 * way through the stages; its memory is its job's.
 */
#ifndef BAT_BATCH_H
#define BAT_BATCH_H

#include "metric/metric.h"
#include "typeset/typeset.h"

#include <jansson.h>

struct bat_worker;

/* `templates` is a templates folder (see bat_is_templates); NULL with errno set when it is none. */
struct bat_worker *bat_worker_new(const char *templates);
void bat_worker_free(struct bat_worker *worker);

/*
 * Lets reports that are opened from now on read files below a folder outside their organisation's. False with
 * errno set: what is no folder; EINVAL for the root folder; EEXIST when another that is allowed is called the
 * same, by which files in it are named.
 */
bool bat_worker_allow(struct bat_worker *worker, const char *path);

/* The folders that were allowed so; borrowed. */
const struct aj_allowed *bat_worker_allowed(const struct bat_worker *worker, uint32_t *count);

struct bat_item;

/*
 * Loads what the items (those of these numbers) have in common: stylesheets, definitions, themes, faces,
 * patterns; `html`: what web pages are made of too. For workers that are forked afterwards.
 */
void bat_worker_warm(struct bat_worker *worker, const struct bat_item *items, const uint32_t *numbers,
                     uint32_t count, bool html);

/* Whether a folder holds templates: it has schema/report.rng. */
bool bat_is_templates(const char *folder);

/* The report's own word for how far it has come (report/@status). An unknown word counts as BAT_PROPOSED. */
enum bat_status {
    BAT_DRAFT,    /* "utkast": prints with its findings in it */
    BAT_PROPOSED, /* "forslag": prints without errors only */
    BAT_ADOPTED,  /* "antagen": so too, and its PDF is not overwritten */
};

/* How far a run is taken; each stage includes those before it. */
enum bat_stage { BAT_DATA, BAT_DOCUMENT, BAT_PAGES, BAT_PDF };

/* The steps of a run whose time is taken, for -v and the benchmark; no output depends on it. */
enum bat_step {
    BAT_STEP_SOURCE,
    BAT_STEP_METRIC,
    BAT_STEP_COMPOSE,
    BAT_STEP_DOCUMENT,
    BAT_STEP_CHART,
    BAT_STEP_TYPESET,
    BAT_STEP_PDF,
    BAT_STEP_WEB,
    BAT_STEP_WRITE,
    BAT_STEP_COUNT
};

/* What became of a run that was to be printed. */
enum bat_outcome {
    BAT_NOT_PRINTED, /* findings say why; an older PDF and its record are as they were */
    BAT_PRINTED,
    BAT_UNCHANGED,  /* the PDF in the output folder already held the same bytes */
    BAT_UP_TO_DATE, /* nothing was done: fresh.h says that a build would make what stands there */
    BAT_TO_BUILD,   /* nothing was done, because that was all that was asked: a build would make it */
};

struct bat_run {
    struct bat_worker *worker;
    struct aj_job *job;
    const char *report;       /* the report's file, as the user named it */
    const char *file;         /* its real absolute path; NULL when there is no such file */
    const char *organisation; /* the name of the folder above the report's */
    const char *folder;       /* the name of the report's folder */
    const char *stem;         /* what its files in the output folder are called */
    struct aj_arena *layout;  /* of document and pages; NULL before the first */
    enum bat_status status;
    bool html;   /* set between bat_open and bat_take: a web page is made too */
    bool judged; /* set between bat_open and bat_take: the report is put to the schema's second judge too */
    xmlDocPtr source; /* the report's tree; NULL when it could not be read, or is not needed any more */
    struct met_result *result;     /* from BAT_DATA on; NULL without a tree */
    struct doc_document *document; /* from BAT_DOCUMENT on; NULL when errors left none */
    struct ty_pages *pages;        /* from BAT_PAGES on; the same */
    struct aj_buf pdf;             /* from BAT_PDF on; empty: the same */
    struct aj_buf page;            /* the web page, if it was asked for; empty: the same */
    enum bat_outcome outcome;
    const char *pdf_path, *record_path; /* set by bat_print */
    const char *html_path;              /* the same; NULL: no web page was asked for */
    json_t *kept_page; /* what the record tells of a page of an adopted document that stands; or NULL */
    json_t *record;    /* of a run that is only told again (told.h): what the attempt wrote; else NULL */
    int64_t time[BAT_STEP_COUNT]; /* nanoseconds */
};

/*
 * Starts a run: finds the report (a file, or a folder that holds report.xml) and reads it. Never NULL; what
 * is wrong is a finding of run->job. The organisation's folder, below which its data must lie, is the parent
 * of the report's folder.
 */
struct bat_run *bat_open(struct bat_worker *worker, const char *report);

/* The same for a report in memory whose data lie below the folder `root`: for fuzzers. It cannot be printed.
 */
struct bat_run *bat_open_bytes(struct bat_worker *worker, const char *root, const char *bytes, size_t length);

/*
 * The same for a data document that is ready made, which the run then owns: what the program itself prints.
 * It goes to OUTPUT/folder/name/name.pdf. `shown` is what findings call it.
 */
struct bat_run *bat_open_data(struct bat_worker *worker, xmlDocPtr data, const char *folder, const char *name,
                              const char *shown);

/*
 * A run of a report that was lost on its way: the process that built it ended. Nothing is read; the finding
 * `code` with the argument `what` is at its file. bat_print writes the record of the failed attempt.
 */
struct bat_run *bat_open_lost(struct bat_worker *worker, const char *report, enum aj_code code,
                              const char *what);

void bat_close(struct bat_run *run);

/*
 * Takes a run through the stages up to `stage`, once. In a draft every finding, also of the later stages, is
 * marked in the document and listed at its end: when compose to typeset find something that the document does
 * not tell yet, they run a second time.
 */
void bat_take(struct bat_run *run, enum bat_stage stage);

struct bat_options {
    const char *output; /* the folder to print to, made when missing */
    bool force;         /* an adopted PDF may be replaced */
    const char
        *taken_by; /* another report that prints to the same file, so that this one must not; or NULL */
};

/*
 * Writes a run that was taken to BAT_PDF: OUTPUT/organisation/folder/stem.pdf, and its build record beside it
 * (stem.json); the web page, if there is one, as stem.html, by the same rules as the PDF: both or neither. A
 * draft is written as long as there is a PDF; any other only when no error was found. An adopted PDF (its
 * record says so, or nothing beside it tells what it is and the report is now adopted) is replaced by other
 * bytes only by force. When nothing is written, the earlier PDF and the record that describes it stay, and
 * the record of this attempt goes to stem.failed.json, which the next success removes, and which keeps what
 * is needed to tell of it again (told.h).
 */
enum bat_outcome bat_print(struct bat_run *run, const struct bat_options *options);

/*
 * The reports that an argument stands for, as paths in the arena: itself when it is a file or a folder with a
 * report.xml; else every report.xml below it, in byte order of their paths. *count is 0 when there is none.
 */
const char **bat_find_reports(struct aj_arena *arena, struct aj_diags *diags, const char *path,
                              uint32_t *count);

/*
 * The tables (.csv, .tsv, .skv) in a folder and below it, and files of figures in formats that are not read
 * (.json, .px, .se, .si), named relative to it, in byte order.
 */
const char **bat_find_tables(struct aj_arena *arena, const char *folder, uint32_t *count);

/* A table that no report names yet, and what a `source` would have to say of it. */
struct bat_proposal {
    struct aj_job *job;      /* with what is wrong in the file */
    struct mdl_model *model; /* with the tables that were recognised */
    const char *file;        /* relative to the folder; borrowed */
    const char *unit,
        *organisation; /* to be said in the source; NULL where the file tells or none is needed */
    const char *name;  /* the same: what the file's title calls its table */
    bool guessed_unit;
    char *guessed; /* the organisation, if it is a guess */
    char *title;   /* the file's own, NULL if none */
};

/* Reads one of a folder's tables and finds out what there is to say of it. */
struct bat_proposal *bat_propose(struct bat_worker *worker, const char *folder, const char *file);
void bat_proposal_free(struct bat_proposal *proposal);

/* The `source` element and a line for each table: what it is, its rows, unit, periods, whose figures else. */
void bat_proposal_text(const struct bat_proposal *proposal, struct aj_buf *out);

/* The same as JSON, with the findings. The caller owns the reference. */
json_t *bat_proposal_json(const struct bat_proposal *proposal);

/*
 * The findings as JSON: severity, code, place (files relative to the organisation's or the templates folder),
 * message and hint in English and Swedish. The caller owns the reference.
 */
json_t *bat_findings_json(const struct aj_job *job);

/*
 * What the report says, as its build record keeps it: "metrics" (its figures) and "content" (targets,
 * verdicts, rows of tables, paragraphs) are set in `out`. After BAT_DATA.
 */
void bat_edition_json(const struct bat_run *run, json_t *out);

/*
 * The members of a build record before "metrics": what it was made of, where it stands in its course, what
 * the PDF is; the long ones after them are not read. NULL with errno set when there is no such file, EINVAL
 * when it is no record. The caller owns the reference.
 */
json_t *bat_record_head(const char *path);

/* A JSON string, with U+FFFD for bytes that are not UTF-8; null for NULL. */
json_t *bat_json_text(const char *text);

/* The text of a member, which lives with the object; NULL for none, or when it is no text. */
const char *bat_json_member(const json_t *object, const char *member);

/* Whether a value is what bat_json_text makes of a text, which may be no UTF-8. */
bool bat_json_is(const json_t *value, const char *text);

/* {"file", "line", "column", "label"} of a place, null when it is unknown. */
json_t *bat_place_json(const struct aj_job *job, aj_at at);

const char *bat_status_name(enum bat_status status);

/* Reads a status word; false, and nothing set, for one that is unknown (or NULL). */
bool bat_status_parse(const char *word, enum bat_status *status);

const char *bat_outcome_name(enum bat_outcome outcome);

/* Reads an outcome's name; false, and nothing set, for one that is unknown (or NULL). */
bool bat_outcome_parse(const char *name, enum bat_outcome *outcome);
const char *bat_step_name(enum bat_step step);

#endif
