/* Between the files that make trends out of their table and their chapters. */
#ifndef MET_TRENDS_H
#define MET_TRENDS_H

#include "metric/internal.h"

/* The steps on which effect or likelihood is judged, from the lowest. */
enum { MET_SCALE_MOST = 9 };
struct met_scale {
    const char *words[MET_SCALE_MOST]; /* "liten"; "1" where only numbers are used */
    int len;
};

/* A goal or indicator that a trend names and nothing is called. */
struct met_stray {
    const char *name;
    aj_at at;
};

/* How a trend can be met: told by the table, by the chapter, or by both. */
struct met_response {
    const char *what, *responsible,
        *time;           /* "" where it does not say; what NULL if only the chapter has it */
    const xmlNode *node; /* the chapter's, or NULL */
    aj_at at;
};

struct met_trend {
    uint32_t no;                            /* in the order of the chapters, then of the table */
    const char *id;                         /* of its chapter in the data document; NULL without one */
    const char *title;                      /* "" only after a finding */
    struct src_cell parts[MDL_TREND_PARTS]; /* both sources merged */
    const struct mdl_trend *row;            /* NULL: it is in no table */
    const xmlNode *node;                    /* its chapter, or NULL */
    int effect, likelihood;                 /* steps from 1; 0 where it says nothing that the scale has */
    const struct mdl_goal **goals;          /* those that it names, and those of its indicators */
    const struct mdl_series **indicators;
    struct met_response *responses;
    struct met_stray *strays;
    uint32_t goal_len, goal_cap, indicator_len, indicator_cap;
    uint32_t response_len, response_cap, stray_len, stray_cap;
    bool twice; /* its id is another's too */
    aj_at at;
};

struct met_trends {
    struct met_trend **items;
    uint32_t len, cap;
    struct met_scale effect, likelihood;
    struct aj_map goal_ids; /* number of a goal that has a place in the report -> its id there */
};

/* trends.c. The chapters are noted as the report is read ahead (a goal's place too), and made one with the
 * tables' rows once all are known. */
void met_trend_note(struct met_result *r, const xmlNode *node);
void met_trends_merge(struct met_result *r, const xmlNode *data);

/* The trend of a chapter. */
const struct met_trend *met_trend_of(const struct met_result *r, const xmlNode *node);

/* trend_scale.c: the scales, declared in `data` or told by the words in use. */
void met_scales_read(struct met_result *r, const xmlNode *data);

/* The step that a text names: a number from 1, or one of the words, inflected or not; 0 if none. */
int met_scale_step(struct aj_arena *arena, const struct met_scale *scale, const char *text);

/* "liten, måttlig eller stor". */
const char *met_scale_list(struct aj_arena *arena, const struct met_scale *scale);

/* trend_links.c: which goals and indicators a trend names. */
void met_trend_link(struct met_result *r, struct met_trend *trend);

/* Parts of a list as a cell or an attribute has it: at semicolons and line breaks. */
struct met_pieces {
    const char **items;
    uint32_t len, cap;
};
struct met_pieces met_pieces_of(struct aj_arena *arena, const char *text, const char *separators);

/* The goal that a number or title names, "mål 4" too; NULL if none, met_goal_asked after E0323. */
const struct mdl_goal *met_goal_named(struct met_result *r, const char *name);
const struct mdl_goal *met_goal_asked(struct met_result *r, const char *name, aj_at at);

/* Whether a trend names the goal, or one of its indicators. */
bool met_trend_reaches(const struct met_trend *trend, const struct mdl_goal *goal);

/* trend_checks.c: what coverage.c asks of trends. */
void met_trends_answered(struct met_result *r, const struct met_check *check);
void met_trends_aimed(struct met_result *r, const struct met_check *check);
void met_trends_judged(struct met_result *r, const struct met_check *check);
void met_trends_distinct(struct met_result *r, const struct met_check *check);
void met_trends_linked(struct met_result *r, const struct met_check *check);
void met_trends_on_scale(struct met_result *r, const struct met_check *check);
void met_goals_reached(struct met_result *r, const struct met_check *check);

/* bind_matrix.c: a goal's number and title, and a trend's, which lead to them where the report has them; an
 * indicator's short name or its name. */
void met_put_goal(struct met_result *r, xmlNodePtr out, const struct mdl_goal *goal);
void met_put_trend(struct met_result *r, xmlNodePtr out, const struct met_trend *trend);
const char *met_indicator_name(const struct mdl_series *series);

/* bind_thread.c: the table of an element <matrix of="röda tråden">. */
void met_put_thread(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth);

/* bind_trends.c: a chapter of the report. */
void met_bind_trend_chapter(struct met_result *r, const xmlNode *node, xmlNodePtr out);

/* trend_choice.c: names of the trends that a count or list asks for, all without its conditions; false after
 * a finding. */
bool met_trends_chosen(struct met_result *r, const xmlNode *node, const char ***names, uint32_t *count);

#endif
