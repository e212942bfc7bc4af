/* Whose figures the rows of a long table are. */
#include "model/long.h"

#include <string.h>

/* The counties by Statistics Sweden's code. */
static const struct {
    const char *code, *name;
} counties[] = {
    {"01", "Stockholms län"},    {"03", "Uppsala län"},       {"04", "Södermanlands län"},
    {"05", "Östergötlands län"}, {"06", "Jönköpings län"},    {"07", "Kronobergs län"},
    {"08", "Kalmar län"},        {"09", "Gotlands län"},      {"10", "Blekinge län"},
    {"12", "Skåne län"},         {"13", "Hallands län"},      {"14", "Västra Götalands län"},
    {"17", "Värmlands län"},     {"18", "Örebro län"},        {"19", "Västmanlands län"},
    {"20", "Dalarnas län"},      {"21", "Gävleborgs län"},    {"22", "Västernorrlands län"},
    {"23", "Jämtlands län"},     {"24", "Västerbottens län"}, {"25", "Norrbottens län"},
};

static const char *name_of_code(const char *code)
{
    if (!strcmp(code, "00") || !strcmp(code, "0000"))
        return "Riket";
    for (size_t i = 0; i < sizeof counties / sizeof *counties; i++)
        if (!strcmp(counties[i].code, code))
            return counties[i].name;
    return code;
}

struct mdl_who mdl_who_read(struct aj_arena *arena, const char *text)
{
    struct mdl_who who = {.text = text, .name = text, .code = ""};
    size_t digits = strspn(text, "0123456789");
    if (digits >= 2 && digits <= 4 && (!text[digits] || text[digits] == ' ')) {
        who.code = aj_strndup(arena, text, digits);
        const char *rest = text + digits + strspn(text + digits, " ");
        who.name = *rest ? rest : name_of_code(who.code);
    }
    who.kind = mdl_organisation_of(arena, who.name);
    return who;
}

void mdl_who_name(struct aj_job *job, struct mdl_who *whos, uint32_t count)
{
    const xmlNode *root = NULL;
    for (uint32_t i = 0; i < count; i++) {
        struct mdl_who *who = &whos[i];
        if (!job->templates || strlen(who->code) != 4 || strcmp(who->code, who->name) != 0)
            continue;
        xmlDocPtr doc = root ? NULL : src_xml_read_template(job, "municipalities.xml");
        root = doc ? xmlDocGetRootElement(doc) : root;
        if (!root)
            return;
        for (const xmlNode *one = root->children; one; one = one->next) {
            const char *code = src_xml_is(one, "municipality") ? src_xml_attr(job, one, "code") : NULL;
            const char *name = code && !strcmp(code, who->code) ? src_xml_attr(job, one, "name") : NULL;
            if (!name)
                continue;
            who->name = name;
            who->kind = mdl_organisation_of(job->arena, name);
            break;
        }
    }
}

/* "alingsås" of "Alingsås kommun", folded. */
static const char *bare_place(struct aj_arena *arena, const char *name)
{
    static const char *const words[] = {" kommun", " kommuns", " stad", " stads"};
    const char *folded = mdl_fold(arena, name);
    size_t n = strlen(folded);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t m = strlen(words[i]);
        if (n > m && !strcmp(folded + n - m, words[i]))
            return aj_strndup(arena, folded, n - m);
    }
    return folded;
}

/* "Alingsås" and "Alingsås kommun", "Vänersborg" and "Vänersborgs kommun". */
static bool same_place(struct aj_arena *arena, const char *a, const char *b)
{
    const char *s = bare_place(arena, a), *t = bare_place(arena, b);
    size_t n = strlen(s), m = strlen(t), least = n < m ? n : m;
    return !strncmp(s, t, least) && (n == m || !strcmp((n > m ? s : t) + least, "s"));
}

static bool is_named(struct aj_arena *arena, const struct mdl_who *who, const char *name)
{
    return !strcmp(who->code, name) || !strcmp(mdl_fold(arena, who->text), mdl_fold(arena, name)) ||
           same_place(arena, who->name, name);
}

static struct mdl_who *find_named(struct aj_arena *arena, struct mdl_who *whos, uint32_t count,
                                  const char *name)
{
    for (uint32_t i = 0; name && *name && i < count; i++)
        if (is_named(arena, &whos[i], name))
            return &whos[i];
    return NULL;
}

static const char *list(struct aj_arena *arena, const struct mdl_who *whos, uint32_t count)
{
    enum { SHOWN = 8 };
    const char *text = "";
    for (uint32_t i = 0; i < count && i < SHOWN; i++)
        text = aj_printf(arena, "%s%s\"%s\"", text, i ? ", " : "", whos[i].name);
    return count > SHOWN ? aj_printf(arena, "%s …", text) : text;
}

bool mdl_who_own(struct aj_job *job, struct mdl_who *whos, uint32_t count, struct mdl_hint hint, aj_at at,
                 const char *file)
{
    struct aj_arena *arena = job->arena;
    if (!count)
        return true;
    struct mdl_who *own = find_named(arena, whos, count, hint.organisation ? hint.organisation : hint.own);
    if (!own && hint.organisation) {
        aj_diag_add(job->diags, AJ_E0229, at, hint.organisation, list(arena, whos, count), NULL);
        return false;
    }
    if (!own && count > 1) {
        aj_diag_add(job->diags, AJ_E0230, at, file, list(arena, whos, count), whos[0].name, NULL);
        return false;
    }
    bool bare_code = !own && *whos[0].code && !strcmp(whos[0].code, whos[0].name);
    if (!own && hint.own && *hint.own && !bare_code)
        aj_diag_add(job->diags, AJ_W0231, at, whos[0].name, hint.own, NULL);
    if (!own && (bare_code || !hint.own))
        own = &whos[0];
    if (own)
        own->own = true;
    return true;
}
