#include "base/place.h"

#include "base/utf8.h"

#include <string.h>

struct file {
    const char *name, *text;
    size_t length;
    uint32_t *starts; /* the offset of every line, found when a place is first asked for */
    uint32_t lines;
    uint32_t only,
        skipped; /* the text is a piece of this line, after so many characters; only 0: it is whole */
};

struct spot {
    uint32_t file, line, column, label;
};

/* Indexes first … first + count - 1; `spots` is how many places were added alone before them. */
struct range {
    aj_at first;
    uint32_t count, file, spots;
    aj_place_resolver *resolve;
    const void *data;
};

struct aj_places {
    struct aj_arena *arena;
    struct file *files;
    struct spot *spots;
    struct range *ranges;
    const char **labels;
    uint32_t file_len, file_cap, spot_len, spot_cap, range_len, range_cap, label_len, label_cap;
    aj_at next;
};

struct aj_places *aj_places_new(struct aj_arena *arena)
{
    struct aj_places *places = AJ_NEW(arena, struct aj_places);
    places->arena = arena;
    struct spot none = {0};
    AJ_PUSH(arena, places->spots, places->spot_len, places->spot_cap, none);
    AJ_PUSH(arena, places->labels, places->label_len, places->label_cap, NULL);
    places->next = 1;
    return places;
}

uint32_t aj_places_add_file(struct aj_places *places, const char *name, const char *text, size_t length)
{
    struct file file = {.name = aj_strdup(places->arena, name), .text = text, .length = length};
    AJ_PUSH(places->arena, places->files, places->file_len, places->file_cap, file);
    return places->file_len - 1;
}

uint32_t aj_places_add_piece(struct aj_places *places, const char *name, uint32_t line, uint32_t skipped,
                             const char *text, size_t length)
{
    uint32_t number = aj_places_add_file(places, name, text, length);
    places->files[number].only = line;
    places->files[number].skipped = skipped;
    return number;
}

aj_at aj_places_add(struct aj_places *places, uint32_t file, uint32_t line, uint32_t column)
{
    if (places->next == UINT32_MAX)
        return 0;
    struct spot spot = {file, line, column, 0};
    AJ_PUSH(places->arena, places->spots, places->spot_len, places->spot_cap, spot);
    return places->next++;
}

aj_at aj_places_add_range(struct aj_places *places, uint32_t file, uint32_t count, aj_place_resolver *resolve,
                          const void *data)
{
    if (count == 0 || count >= UINT32_MAX - places->next)
        return 0;
    struct range range = {places->next, count, file, places->spot_len, resolve, data};
    AJ_PUSH(places->arena, places->ranges, places->range_len, places->range_cap, range);
    places->next += count;
    return range.first;
}

/* The last range that begins at or before `at`, or NULL. */
static const struct range *find_range(const struct aj_places *places, aj_at at)
{
    uint32_t low = 0, high = places->range_len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (places->ranges[middle].first <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &places->ranges[low - 1] : NULL;
}

static struct spot *find_spot(const struct aj_places *places, const struct range *range, aj_at at)
{
    return &places->spots[range ? range->spots + (at - range->first - range->count) : at];
}

static bool is_known(const struct aj_places *places, aj_at at)
{
    return at != 0 && at < places->next;
}

void aj_places_label(struct aj_places *places, aj_at at, const char *label)
{
    if (!is_known(places, at))
        return;
    const struct range *range = find_range(places, at);
    if (range && at - range->first < range->count)
        return;
    AJ_PUSH(places->arena, places->labels, places->label_len, places->label_cap, label);
    find_spot(places, range, at)->label = places->label_len - 1;
}

/* A line ends with \n, \r\n or \r alone, as spreadsheets of three systems write it. */
static size_t line_end(const struct file *file, size_t offset)
{
    while (offset < file->length && file->text[offset] != '\n' && file->text[offset] != '\r')
        offset++;
    return offset;
}

static size_t next_line(const struct file *file, size_t offset)
{
    offset = line_end(file, offset);
    if (offset + 1 < file->length && file->text[offset] == '\r' && file->text[offset + 1] == '\n')
        offset++;
    return offset < file->length ? offset + 1 : offset;
}

static void find_lines(const struct aj_places *places, struct file *file)
{
    if (file->starts || !file->text || file->only)
        return;
    uint32_t lines = 0;
    for (size_t offset = 0; offset < file->length; offset = next_line(file, offset))
        lines++;
    file->starts = AJ_NEW_N(places->arena, uint32_t, lines + 1);
    for (size_t offset = 0; offset < file->length; offset = next_line(file, offset))
        file->starts[file->lines++] = (uint32_t)offset;
}

/* The number, from 0, of the line that holds a byte. */
static uint32_t find_line(const struct file *file, size_t offset)
{
    uint32_t low = 0, high = file->lines;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (file->starts[middle] <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

static uint32_t characters(const char *text, size_t n)
{
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static void resolve_range(const struct aj_places *places, const struct range *range, aj_at at,
                          struct aj_place *place)
{
    const struct file *file = &places->files[range->file];
    size_t offset = 0;
    place->label = range->resolve(range->data, at - range->first, places->arena, &offset);
    if (!file->text || !file->lines || offset > file->length)
        return;
    uint32_t line = find_line(file, offset);
    place->line = line + 1;
    place->column = characters(file->text + file->starts[line], offset - file->starts[line]) + 1;
}

struct aj_place aj_places_at(const struct aj_places *places, aj_at at)
{
    struct aj_place place = {0};
    if (!is_known(places, at))
        return place;
    const struct range *range = find_range(places, at);
    bool in_range = range && at - range->first < range->count;
    const struct spot *spot = in_range ? NULL : find_spot(places, range, at);
    struct file *file = &places->files[in_range ? range->file : spot->file];
    place.file = file->name;
    find_lines(places, file);
    if (in_range) {
        resolve_range(places, range, at, &place);
    } else {
        place.line = spot->line;
        place.column = spot->column;
        place.label = places->labels[spot->label];
    }
    if (place.line && place.line <= file->lines) {
        size_t start = file->starts[place.line - 1];
        place.line_text = file->text + start;
        place.line_length = (uint32_t)(line_end(file, start) - start);
    } else if (file->only && place.line == file->only) {
        place.line_text = file->text;
        place.line_length = (uint32_t)file->length;
        place.skipped = file->skipped;
    }
    return place;
}

bool aj_place_excerpt(const struct aj_place *place, struct aj_excerpt *out)
{
    enum { SHOWN = 160 };
    uint32_t length = place->line_length;
    if (!place->line_text || length == 0 || place->column <= place->skipped)
        return false;
    size_t before = aj_utf8_offset(place->line_text, length, place->column - place->skipped - 1);
    size_t start = before > SHOWN / 2 ? before - SHOWN / 2 : 0;
    while (start > 0 && ((unsigned char)place->line_text[start] & 0xC0) == 0x80)
        start--;
    size_t end = start + SHOWN < length ? start + SHOWN : length;
    while (end < length && ((unsigned char)place->line_text[end] & 0xC0) == 0x80)
        end++;
    *out = (struct aj_excerpt){start, end, before};
    return true;
}

static struct file *file_of(const struct aj_places *places, aj_at at)
{
    const struct range *range = find_range(places, at);
    bool in_range = range && at - range->first < range->count;
    return &places->files[in_range ? range->file : find_spot(places, range, at)->file];
}

const char *aj_places_text(const struct aj_places *places, aj_at at, const char **end)
{
    struct aj_place place = aj_places_at(places, at);
    if (!place.line_text || !place.column)
        return NULL;
    const struct file *file = file_of(places, at);
    *end = file->text + file->length;
    return place.line_text + aj_utf8_offset(place.line_text, place.line_length, place.column - 1);
}

aj_at aj_places_add_spot(struct aj_places *places, aj_at at, const char *spot)
{
    const struct file *file = file_of(places, at);
    size_t offset = (size_t)(spot - file->text);
    uint32_t line = find_line(file, offset);
    uint32_t column = characters(file->text + file->starts[line], offset - file->starts[line]) + 1;
    return aj_places_add(places, (uint32_t)(file - places->files), line + 1, column);
}
