/* What a web page takes over of a theme: its custom properties and its faces. */
#include "document/cascade.h"

#include <string.h>

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || (unsigned char)c >= 0x80;
}

/* A name or text as CSS Syntax 3 (section 4.3.7) reads it back; nothing in it can end a style element. */
static void write_escaped(struct aj_buf *out, const char *text, bool quoted)
{
    if (!quoted && *text >= '0' && *text <= '9')
        aj_buf_printf(out, "\\%x ", (unsigned)*text++);
    for (; *text; text++)
        if (is_plain(*text) || (quoted && strchr(" .,:;!/()+*%#", *text)))
            aj_buf_char(out, *text);
        else
            aj_buf_printf(out, "\\%x ", (unsigned)(unsigned char)*text);
}

static void write_number(struct aj_buf *out, int64_t micro)
{
    uint64_t size = micro < 0 ? (uint64_t)0 - (uint64_t)micro : (uint64_t)micro;
    aj_buf_printf(out, "%s%llu", micro < 0 ? "-" : "", (unsigned long long)(size / CSS_MICRO));
    unsigned rest = (unsigned)(size % CSS_MICRO);
    if (!rest)
        return;
    char digits[8];
    for (int i = 5; i >= 0; i--, rest /= 10)
        digits[i] = (char)('0' + rest % 10);
    size_t n = 6;
    while (digits[n - 1] == '0')
        n--;
    aj_buf_char(out, '.');
    aj_buf_add(out, digits, n);
}

static void write_token(struct aj_buf *out, const struct css_token *token)
{
    switch (token->type) {
    case CSS_HASH:
        aj_buf_char(out, '#');
        for (const char *p = token->text; *p; p++)
            if (is_plain(*p))
                aj_buf_char(out, *p);
        break;
    case CSS_IDENT:
    case CSS_FUNCTION:
        write_escaped(out, token->text, false);
        if (token->type == CSS_FUNCTION)
            aj_buf_char(out, '(');
        break;
    case CSS_STRING:
        aj_buf_char(out, '"');
        write_escaped(out, token->text, true);
        aj_buf_char(out, '"');
        break;
    case CSS_NUMBER:
    case CSS_PERCENTAGE:
    case CSS_DIMENSION:
        write_number(out, token->number);
        if (token->type == CSS_PERCENTAGE)
            aj_buf_char(out, '%');
        else if (token->type == CSS_DIMENSION)
            write_escaped(out, token->text, false);
        break;
    case CSS_SPACE:
        aj_buf_char(out, ' ');
        break;
    default:
        if (token->c != '<' && token->c != '\\')
            aj_buf_char(out, token->c);
    }
}

/* Addresses mean nothing away from the templates; braces and semicolons would end the rule. */
static bool is_portable(const struct doc_var *var)
{
    for (uint64_t i = 0; i < var->count; i++) {
        const struct css_token *token = &var->tokens[i];
        if (token->type == CSS_URL || token->type == CSS_AT || token->type == CSS_END ||
            (token->type == CSS_FUNCTION && css_same_word(token->text, "url")) ||
            (token->type == CSS_CHAR && strchr("{};", token->c)))
            return false;
    }
    return var->count > 0;
}

void doc_write_properties(const struct doc_document *doc, struct aj_buf *out)
{
    const struct doc_cascade *cascade = doc->own->cascade;
    const struct doc_element *root = cascade && cascade->element_cap > 1 ? cascade->elements[1] : NULL;
    const struct doc_vars *vars = root ? doc_computed_at(cascade, root->computed)->vars : NULL;
    for (uint32_t i = 0; vars && i < vars->count; i++) {
        const struct doc_var *var = &vars->items[i];
        if (!is_portable(var))
            continue;
        aj_buf_str(out, "--");
        write_escaped(out, var->name + 2, false);
        aj_buf_char(out, ':');
        uint64_t first = 0, end = var->count;
        while (first < end && var->tokens[first].type == CSS_SPACE)
            first++;
        while (end > first && var->tokens[end - 1].type == CSS_SPACE)
            end--;
        for (uint64_t k = first; k < end; k++)
            write_token(out, &var->tokens[k]);
        aj_buf_char(out, ';');
    }
}

const char *doc_theme_folder(const struct doc_document *doc)
{
    const struct css_sheet *sheet = doc->own->cascade ? doc->own->cascade->sheet : NULL;
    for (uint32_t i = 0; sheet && i < sheet->file_count; i++)
        if (!sheet->files[i].ours && sheet->files[i].path)
            return sheet->files[i].folder ? sheet->files[i].folder : "";
    return "";
}

const struct doc_font *doc_fonts(const struct doc_document *doc, uint32_t *count)
{
    const struct doc_cascade *cascade = doc->own->cascade;
    const struct css_sheet *sheet = cascade ? cascade->sheet : NULL;
    struct doc_font *fonts = AJ_NEW_N(doc->job->arena, struct doc_font, sheet ? sheet->face_count + 1 : 1);
    *count = 0;
    for (uint32_t i = 0; sheet && i < sheet->face_count; i++)
        if (cascade->faces[i].face)
            fonts[(*count)++] = (struct doc_font){sheet->faces[i].family, sheet->faces[i].weight,
                                                  sheet->faces[i].italic, cascade->faces[i].face};
    return fonts;
}
