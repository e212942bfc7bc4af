/* From font-family, font-weight and font-style to faces (CSS Fonts Level 4, section 5.2). */
#include "document/cascade.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

/* Where font files are looked for after the stylesheet's own folder and the folders of this variable. */
static const char path_variable[] = "ARSHJUL_FONTS";
static const char *const system_folders[] = {"/usr/share/fonts/truetype", "/usr/share/fonts/opentype"};

static bool is_generic(const char *name)
{
    static const char *const names[] = {"serif", "sans-serif", "monospace"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (css_same_word(name, names[i]))
            return true;
    return false;
}

static bool same_family(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a,
             y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;
        if (x != y)
            return false;
    }
    return *a == *b;
}

/* How far a face's weight is from the wanted one: the smaller, the better. */
static int weight_distance(int wanted, int weight)
{
    enum { OTHER_SIDE = 2000, FAR_SIDE = 4000 };
    if (weight == wanted)
        return 0;
    if (wanted >= 400 && wanted <= 500) {
        if (weight > wanted && weight <= 500)
            return weight - wanted;
        return weight < wanted ? OTHER_SIDE + wanted - weight : FAR_SIDE + weight - wanted;
    }
    if (wanted < 400)
        return weight < wanted ? wanted - weight : OTHER_SIDE + weight - wanted;
    return weight > wanted ? weight - wanted : OTHER_SIDE + wanted - weight;
}

/* The best face rule of a family: the theme's if it has any, style before weight, the later of equals. */
static int find_rule(const struct css_sheet *sheet, const char *family, const struct doc_style *style)
{
    int best = -1, least = 0;
    enum { WRONG_STYLE = 10000, BUILT_IN = 100000 };
    for (uint32_t i = 0; i < sheet->face_count; i++) {
        const struct css_font_face *face = &sheet->faces[i];
        if (!same_family(face->family, family))
            continue;
        int distance = weight_distance(style->font_weight, face->weight) +
                       (face->italic != style->italic ? WRONG_STYLE : 0) +
                       (sheet->files[face->file].ours ? BUILT_IN : 0);
        if (best < 0 || distance <= least) {
            best = (int)i;
            least = distance;
        }
    }
    return best;
}

static const char *readable(struct aj_arena *arena, const char *folder, const char *name, size_t length)
{
    const char *path = aj_printf(arena, "%.*s/%s", (int)length, folder, name);
    return access(path, R_OK) == 0 ? path : NULL;
}

/* Whether a path has a step upwards: from the system's folders it would lead anywhere. */
static bool climbs(const char *path)
{
    for (const char *p = path; *p; p += strspn(p, "/")) {
        size_t n = strcspn(p, "/");
        if (n == 2 && p[0] == '.' && p[1] == '.')
            return true;
        p += n;
    }
    return false;
}

static const char *find_own(struct aj_job *job, const char *path)
{
    bool own = strncmp(path, AJ_JOB_OWN, strlen(AJ_JOB_OWN)) == 0;
    return aj_job_find_own(job, own ? path + strlen(AJ_JOB_OWN) : path);
}

/* The absolute path of a font file named from a stylesheet in `folder` (below the templates, or the
 * organisation's own, whose files name none outside that folder but the system's), or NULL. */
static const char *font_path(struct aj_job *job, const char *folder, const char *src)
{
    bool own = css_is_own(folder);
    if (*src == '/')
        return !own && access(src, R_OK) == 0 ? src : NULL;
    const char *found = NULL;
    if (own) {
        const char *path = css_resolve(job->arena, folder, src);
        found = path && css_is_own(path) ? find_own(job, path) : NULL;
    } else if (job->templates) {
        found = readable(job->arena, job->templates, aj_printf(job->arena, "%s%s", folder, src),
                         strlen(job->templates));
    }
    if (!found && own && climbs(src))
        return NULL;
    const char *list = getenv(path_variable);
    while (!found && list && *list) {
        size_t n = strcspn(list, ":");
        if (n > 0 && *list == '/')
            found = readable(job->arena, list, src, n);
        list += n + (list[n] == ':');
    }
    for (size_t i = 0; !found && i < sizeof system_folders / sizeof *system_folders; i++)
        found = readable(job->arena, system_folders[i], src, strlen(system_folders[i]));
    return found;
}

struct aj_state doc_font_now(struct aj_job *job, const char *folder, const char *src, const char **name)
{
    const char *path = font_path(job, folder, src);
    *name = aj_path_name(path ? path : src);
    if (path)
        return aj_state_of_file(path);
    return (struct aj_state){.missing = aj_file_reason(ENOENT, AJ_ENGLISH)};
}

/* Notes what was looked for and found. What a face was made of is known; its file is not hashed again. */
static void note(struct doc_cascade *cascade, const struct css_font_face *from, const struct fnt_face *face)
{
    const char *folder = cascade->sheet->files[from->file].folder, *name;
    struct aj_state state = {.missing = NULL};
    if (face) {
        name = aj_path_name(fnt_face_path(face));
        memcpy(state.sha256, fnt_face_sha256(face), sizeof state.sha256);
    } else {
        state = doc_font_now(cascade->job, folder, from->src, &name);
    }
    aj_job_note_font(cascade->job, name, &state, folder, from->src);
}

static void tell_missing(struct aj_job *job, const char *folder, const char *src, aj_at at)
{
    const char *own = job->own ? job->own : job->root, *path = css_resolve(job->arena, folder, src);
    if (css_is_own(folder) && own && (!path || !css_is_own(path)))
        aj_diag_add(job->diags, AJ_E0102, at, src, strrchr(own, '/') ? strrchr(own, '/') + 1 : own, NULL);
    else
        aj_diag_add(job->diags, AJ_E0601, at, src, aj_file_reason(ENOENT, AJ_ENGLISH),
                    aj_file_reason(ENOENT, AJ_SWEDISH), NULL);
}

static const struct fnt_face *load(struct doc_cascade *cascade, int rule)
{
    struct doc_face *face = &cascade->faces[rule];
    struct css_font_face *from = &cascade->sheet->faces[rule];
    if (face->tried)
        return face->face;
    face->tried = true;
    aj_at at = css_place(cascade->sheet, cascade->job, cascade->file_numbers, from->file, from->offset);
    if (!from->path) {
        const char *path = font_path(cascade->job, cascade->sheet->files[from->file].folder, from->src);
        from->path = path ? aj_strdup(cascade->sheet->arena, path) : NULL;
    }
    if (from->path)
        face->face = fnt_face_load(cascade->fonts, cascade->job, from->path, at);
    else
        tell_missing(cascade->job, cascade->sheet->files[from->file].folder, from->src, at);
    note(cascade, from, face->face);
    return face->face;
}

static void unknown_family(struct doc_cascade *cascade, const struct css_families *families, const char *name)
{
    const char *names[64];
    size_t count = 0;
    for (uint32_t i = 0; i < cascade->sheet->face_count && count < 64; i++)
        names[count++] = cascade->sheet->faces[i].family;
    const char *near = aj_did_you_mean(name, names, count);
    doc_css_finding(cascade, near ? AJ_E0540 : AJ_E0539, families->file, families->offset, name, near, NULL);
}

/* A family's face, unless it is there already; `told`: an unknown family is a finding. */
static void add_family(struct doc_cascade *cascade, struct doc_style *style, const char *name)
{
    int rule = find_rule(cascade->sheet, name, style);
    const struct fnt_face *face = rule >= 0 ? load(cascade, rule) : NULL;
    for (uint32_t i = 0; i < style->face_count; i++)
        if (style->faces[i] == face)
            return;
    if (face && style->face_count < DOC_FAMILY_MOST)
        style->faces[style->face_count++] = face;
}

void doc_match_faces(struct doc_cascade *cascade, struct doc_computed *computed)
{
    struct doc_style *style = &computed->style;
    const struct css_families *families = computed->families;
    memset(style->faces, 0, sizeof style->faces);
    style->face_count = 0;
    for (uint32_t i = 0; families && i < families->count; i++) {
        const char *name = families->names[i];
        bool generic = !families->quoted[i] && is_generic(name);
        /* A generic family stands in for those that are missing; loading it beside them would cost for
         * nothing. */
        if (generic && style->face_count > 0)
            continue;
        if (!generic && find_rule(cascade->sheet, name, style) < 0)
            unknown_family(cascade, families, name);
        else
            add_family(cascade, style, name);
    }
    if (style->face_count == 0)
        add_family(cascade, style, "sans-serif");
}
