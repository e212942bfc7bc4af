/*
 * The text of a chart for those who do not see it: what it shows, of what period and unit, how each series
 * runs, how they stand to each other, in the table's figures. What would be too long is said shorter.
 */
#include "chart/alt.h"

#include "chart/own.h"

#include "base/utf8.h"

#include <string.h>

uint32_t ch_letters(const char *text)
{
    uint32_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* The letters of Swedish that are two bytes in UTF-8: å ä ö é ü differ from Å Ä Ö É Ü by 0x20 in the second.
 */
static const char *change_case(struct aj_arena *arena, const char *text, bool capital)
{
    char *copy = aj_strdup(arena, text);
    unsigned char *p = (unsigned char *)copy;
    if (capital && p[0] >= 'a' && p[0] <= 'z')
        p[0] = (unsigned char)(p[0] - 0x20);
    else if (!capital && p[0] >= 'A' && p[0] <= 'Z' && !(p[1] >= 'A' && p[1] <= 'Z'))
        p[0] = (unsigned char)(p[0] + 0x20);
    else if (p[0] == 0xC3 && capital && p[1] >= 0xA0 && p[1] <= 0xBE && p[1] != 0xB7)
        p[1] = (unsigned char)(p[1] - 0x20);
    else if (p[0] == 0xC3 && !capital && p[1] >= 0x80 && p[1] <= 0x9E && p[1] != 0x97)
        p[1] = (unsigned char)(p[1] + 0x20);
    return copy;
}

const char *ch_lower(struct aj_arena *arena, const char *text)
{
    return change_case(arena, text, false);
}

const char *ch_capital(struct aj_arena *arena, const char *text)
{
    return change_case(arena, text, true);
}

void ch_say_title(struct aj_buf *out, const char *title)
{
    size_t n = strlen(title);
    n -= n && strchr(".:,", title[n - 1]);
    if (n)
        aj_buf_printf(out, ": %.*s", (int)n, title);
}

/* The values of a series by category; of many only the ends of the range. */
static void tell_values(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                        const struct ch_series *s, enum ch_detail detail)
{
    struct ch_course c = ch_follow(data, s);
    uint32_t list_most = detail == CH_ALL ? 5 : 2, told = 0;
    if (c.known == 0)
        aj_buf_str(out, "uppgift saknas");
    else if (c.known > list_most && !c.level)
        aj_buf_printf(out, "högst är %s med %s, lägst är %s med %s", ch_places(job, data, s, c.greatest),
                      s->cells[c.greatest].text, ch_places(job, data, s, c.least), s->cells[c.least].text);
    else if (c.known > list_most)
        aj_buf_printf(out, "alla är %s", s->cells[c.first].text);
    if (c.known > list_most)
        return;
    for (uint32_t i = 0; i < data->category_count; i++) {
        if (!s->cells[i].known)
            continue;
        const char *between = told == 0 ? "" : told + 1 == c.known ? " och " : ", ";
        aj_buf_printf(out, "%s%s %s", between, data->categories[i], s->cells[i].text);
        told++;
    }
    for (uint32_t i = 0; i < data->category_count && detail == CH_ALL && c.known; i++)
        if (!s->cells[i].known)
            aj_buf_printf(out, "; %s saknas", data->categories[i]);
}

/* The one value of each series: "Skola 5 och Omsorg 3"; of many the greatest and the least. */
static void tell_one_period(struct aj_buf *out, const struct ch_data *data, enum ch_detail detail)
{
    const struct ch_series *all = data->series, *high = NULL, *low = NULL;
    uint32_t known = 0, told = 0;
    for (uint32_t i = 0; i < data->series_count; i++) {
        if (!all[i].cells[0].known)
            continue;
        known++;
        high = !high || aj_rat_cmp(all[i].cells[0].exact, high->cells[0].exact) > 0 ? &all[i] : high;
        low = !low || aj_rat_cmp(all[i].cells[0].exact, low->cells[0].exact) < 0 ? &all[i] : low;
    }
    if (known > (detail == CH_ALL ? 5 : 1)) {
        aj_buf_printf(out, " Högst är %s med %s, lägst %s med %s.", high->label, high->cells[0].text,
                      low->label, low->cells[0].text);
        return;
    }
    for (uint32_t i = 0; i < data->series_count; i++) {
        if (!all[i].cells[0].known)
            continue;
        aj_buf_printf(out, "%s%s %s",
                      told == 0           ? " "
                      : told + 1 == known ? " och "
                                          : ", ",
                      all[i].label, all[i].cells[0].text);
        told++;
    }
    aj_buf_str(out, known ? "." : " Uppgift saknas.");
}

/* Whether the title says the same as the label. */
static bool is_title(const struct ch_data *data, const char *label)
{
    size_t n = strlen(label);
    return !strncmp(data->title, label, n) && strspn(data->title + n, ".:, ") == strlen(data->title + n);
}

static void tell_each(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                      enum ch_detail detail)
{
    for (uint32_t i = 0; i < data->series_count; i++) {
        const struct ch_series *s = &data->series[i];
        bool named = *s->label && (data->series_count > 1 || !is_title(data, s->label));
        struct aj_buf one = AJ_BUF_INIT;
        if (data->time)
            ch_tell_course(job, &one, data, s, detail);
        else
            tell_values(job, &one, data, s, detail);
        aj_buf_printf(out, " %s%s%s.", named ? s->label : "", named ? ": " : "",
                      named ? one.data : ch_capital(job->arena, one.data));
        aj_buf_free(&one);
    }
}

/* "Linjediagram: Folkmängd, antal, 2018–2024." */
static void tell_head(struct aj_buf *out, const struct ch_data *data)
{
    static const char *const kinds[CH_KINDS] = {"Stapeldiagram",      "Staplat stapeldiagram",
                                                "Linjediagram",       "Befolkningspyramid",
                                                "Vattenfallsdiagram", "Lutningsdiagram"};
    const char *first = data->categories[0], *last = data->categories[data->category_count - 1];
    aj_buf_str(out, data->lying && data->kind == CH_BARS ? "Liggande stapeldiagram" : kinds[data->kind]);
    ch_say_title(out, data->title);
    if (*data->unit)
        aj_buf_printf(out, ", %s", data->unit);
    if (data->kind == CH_SLOPE && data->category_count == 2)
        aj_buf_printf(out, ", %s och %s", first, last);
    else if (data->time && data->category_count > 1)
        aj_buf_printf(out, ", %s–%s", first, last);
    else if (data->time)
        aj_buf_printf(out, ", %s", first);
    aj_buf_char(out, '.');
}

static char *compose(struct aj_job *job, const struct ch_data *data, enum ch_detail detail)
{
    struct aj_buf out = AJ_BUF_INIT;
    tell_head(&out, data);
    if (data->kind == CH_PYRAMID)
        ch_tell_pyramid(job, &out, data);
    else if (data->kind == CH_WATERFALL)
        ch_tell_waterfall(job, &out, data, detail);
    else if (data->kind == CH_SLOPE && data->category_count == 2)
        ch_tell_slope(job, &out, data, detail);
    else {
        if (data->time && data->category_count == 1)
            tell_one_period(&out, data, detail);
        else if (detail != CH_LEAST)
            tell_each(job, &out, data, detail);
        ch_tell_totals(&out, data);
        ch_tell_series_apart(job, &out, data);
        ch_tell_ahead(&out, data);
    }
    aj_buf_str(&out, " " CH_SEE_TABLE);
    char *text = aj_strndup(job->arena, out.data, out.len);
    aj_buf_free(&out);
    return text;
}

const char *ch_cut_alt(struct aj_arena *arena, const char *text)
{
    size_t end = strlen(text), last = strlen(CH_SEE_TABLE);
    if (ch_letters(text) <= CH_ALT_MOST)
        return text;
    bool leads = end > last && !strcmp(text + end - last, CH_SEE_TABLE);
    end = aj_utf8_offset(text, end, CH_ALT_MOST - (uint32_t)last - 2);
    while (end > 0 && text[end] != ' ')
        end--;
    while (end > 0 && strchr(" ,;:.(", text[end - 1]))
        end--;
    return aj_printf(arena, "%.*s…%s%s", (int)end, text, leads ? " " : "", leads ? CH_SEE_TABLE : "");
}

char *ch_alt(struct aj_job *job, const struct ch_data *data)
{
    enum ch_detail detail = CH_ALL;
    char *text = compose(job, data, detail);
    while (ch_letters(text) > CH_ALT_MOST && ++detail < CH_DETAILS)
        text = compose(job, data, detail);
    return text;
}
