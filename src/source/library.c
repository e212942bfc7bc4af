/* The XML files of the templates, parsed once for all reports of a worker. */
#include "base/file.h"
#include "source/source.h"
#include "source/xml.h"

#include <string.h>

struct spot {
    uint32_t line, column;
};

struct definition {
    struct src_base base; /* of what the tree's elements have as their places */
    struct aj_job *job;   /* of the tree and the text */
    xmlDocPtr doc;
    const char *name, *text; /* as findings show it */
    size_t length;
    char sha256[65];
    struct spot *spots; /* of element i + 1 */
    uint32_t spot_len;
};

struct src_library {
    struct aj_arena *arena;
    struct aj_map definitions; /* struct definition by path */
};

struct src_library *src_library_new(void)
{
    struct aj_arena *arena = aj_arena_new();
    struct src_library *library = AJ_NEW(arena, struct src_library);
    *library = (struct src_library){.arena = arena, .definitions = AJ_MAP_INIT(arena)};
    return library;
}

void src_library_free(struct src_library *library)
{
    if (library)
        aj_arena_free(library->arena);
}

static void free_job(void *job)
{
    aj_job_free(job);
}

/* Where the elements stand: they have the places 1, 2, … of a job that has read nothing else. */
static void take_spots(struct src_library *library, struct definition *new)
{
    uint32_t cap = 0;
    for (aj_at at = 1;; at++) {
        struct aj_place place = aj_places_at(new->job->places, at);
        if (!place.file)
            break;
        struct spot spot = {place.line, place.column};
        AJ_PUSH(library->arena, new->spots, new->spot_len, cap, spot);
    }
}

void src_library_keep(struct src_library *library, const char *path, const char *name, const char *bytes,
                      size_t length)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    struct src_text text = {0};
    xmlDocPtr doc = src_xml_parse_text(job, aj_strdup(job->arena, name),
                                       aj_strndup(job->arena, bytes, length), length, &text);
    if (!doc || job->diags->len) {
        aj_job_free(job);
        return;
    }
    aj_arena_own(library->arena, job, free_job);
    struct definition *new = AJ_NEW(library->arena, struct definition);
    *new = (struct definition){.job = job, .doc = doc, .text = text.text, .length = text.length};
    new->name = aj_strdup(library->arena, name);
    aj_sha256(bytes, length, new->sha256);
    take_spots(library, new);
    doc->_private = &new->base;
    aj_map_put(&library->definitions, aj_strdup(library->arena, path), new);
}

xmlDocPtr src_library_find(struct src_library *library, struct aj_job *job, const char *path)
{
    struct definition *found = aj_map_find(&library->definitions, path);
    if (!found)
        return NULL;
    aj_job_note_input(job, AJ_INPUT_TEMPLATE, path, found->sha256);
    uint32_t file = aj_places_add_file(job->places, found->name, found->text, found->length);
    for (uint32_t i = 0; i < found->spot_len; i++) {
        aj_at at = aj_places_add(job->places, file, found->spots[i].line, found->spots[i].column);
        if (i == 0)
            found->base.before = at ? at - 1 : 0;
    }
    return found->doc;
}
