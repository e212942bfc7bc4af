#include "base/place.h"

#include <string.h>

struct file {
    const char *name, *text;
    size_t length;
};

struct spot {
    uint32_t file, line, column, label;
};

struct aj_places {
    struct aj_arena *arena;
    struct file *files;
    struct spot *spots;
    const char **labels;
    uint32_t file_len, file_cap, spot_len, spot_cap, label_len, label_cap;
};

struct aj_places *aj_places_new(struct aj_arena *arena)
{
    struct aj_places *places = AJ_NEW(arena, struct aj_places);
    places->arena = arena;
    struct spot none = {0};
    AJ_PUSH(arena, places->spots, places->spot_len, places->spot_cap, none);
    AJ_PUSH(arena, places->labels, places->label_len, places->label_cap, NULL);
    return places;
}

uint32_t aj_places_add_file(struct aj_places *places, const char *name, const char *text, size_t length)
{
    struct file file = {aj_strdup(places->arena, name), text, length};
    AJ_PUSH(places->arena, places->files, places->file_len, places->file_cap, file);
    return places->file_len - 1;
}

aj_at aj_places_add(struct aj_places *places, uint32_t file, uint32_t line, uint32_t column)
{
    struct spot spot = {file, line, column, 0};
    AJ_PUSH(places->arena, places->spots, places->spot_len, places->spot_cap, spot);
    return places->spot_len - 1;
}

void aj_places_label(struct aj_places *places, aj_at at, const char *label)
{
    if (at == 0 || at >= places->spot_len)
        return;
    AJ_PUSH(places->arena, places->labels, places->label_len, places->label_cap, label);
    places->spots[at].label = places->label_len - 1;
}

static void find_line(const struct file *file, uint32_t line, struct aj_place *place)
{
    if (!file->text || !line)
        return;
    const char *p = file->text, *end = file->text + file->length;
    while (--line && p) {
        p = memchr(p, '\n', (size_t)(end - p));
        p = p ? p + 1 : NULL;
    }
    if (!p)
        return;
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    if (!stop)
        stop = end;
    if (stop > p && stop[-1] == '\r')
        stop--;
    place->line_text = p;
    place->line_length = (uint32_t)(stop - p);
}

struct aj_place aj_places_at(const struct aj_places *places, aj_at at)
{
    struct aj_place place = {0};
    if (at == 0 || at >= places->spot_len)
        return place;
    const struct spot *spot = &places->spots[at];
    const struct file *file = &places->files[spot->file];
    place.file = file->name;
    place.line = spot->line;
    place.column = spot->column;
    place.label = places->labels[spot->label];
    find_line(file, spot->line, &place);
    return place;
}
