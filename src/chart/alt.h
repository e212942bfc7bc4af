/* Between the files that put charts into words. */
#ifndef CH_ALT_H
#define CH_ALT_H

#include "base/buf.h"
#include "chart/internal.h"

/* An alternative text is at most about so long, in letters; what does not fit is said shorter. */
enum { CH_ALT_MOST = 500 };

/* How much is said of each series. */
enum ch_detail { CH_ALL, CH_SHORT, CH_LEAST, CH_DETAILS };

/* The known values of a series: where the first, last, least and greatest stand, and how it turns. */
struct ch_course {
    uint32_t first, last, least, greatest, known;
    int turns;    /* changes between rising and falling */
    int at_first; /* 1 rising, -1 falling, 0 level */
    bool level;
};

struct ch_course ch_follow(const struct ch_data *data, const struct ch_series *series);

/* "4" of letters that a reader hears, not bytes. */
uint32_t ch_letters(const char *text);

/* alt_course.c: a sentence without its full stop, of how a series runs over the years. */
void ch_tell_course(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                    const struct ch_series *s, enum ch_detail detail);

/* The categories where a series has the value that it has at `like`: "år 2024", "åren 2023 och 2024"; of many
 * how many.
 */
const char *ch_places(struct aj_job *job, const struct ch_data *data, const struct ch_series *s,
                      uint32_t like);

/* alt_compare.c: sentences with their full stops and a leading blank. */
void ch_tell_series_apart(struct aj_job *job, struct aj_buf *out, const struct ch_data *data);
void ch_tell_ahead(struct aj_buf *out, const struct ch_data *data);
void ch_tell_totals(struct aj_buf *out, const struct ch_data *data);

/* alt_kinds.c */
void ch_tell_pyramid(struct aj_job *job, struct aj_buf *out, const struct ch_data *data);
void ch_tell_waterfall(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                       enum ch_detail detail);
void ch_tell_slope(struct aj_job *job, struct aj_buf *out, const struct ch_data *data, enum ch_detail detail);

#endif
