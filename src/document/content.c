/* Generated content (CSS Generated Content Level 3, and Generated Content for Paged Media): real nodes, in
 * place. */
#include "document/build.h"

#include "document/tag.h"

#include <string.h>

/* The pairs of quotation marks by language, outer and inner, for quotes: auto. */
static const struct {
    const char *lang;
    const char *marks[4];
} languages[] = {
    {"en", {"\u201C", "\u201D", "\u2018", "\u2019"}},
    {"de", {"\u201E", "\u201C", "\u201A", "\u2018"}},
    {"nb", {"«", "»", "\u2018", "\u2019"}},
    {"nn", {"«", "»", "\u2018", "\u2019"}},
    {"da", {"»", "«", "›", "‹"}},
    {"fr", {"«\u00A0", "\u00A0»", "\u2039\u00A0", "\u00A0\u203A"}},
    {"sv", {"\u201D", "\u201D", "\u2019", "\u2019"}},
};

static const char *quote_mark(const struct doc_computed *style, uint32_t level, bool close)
{
    if (style->quotes) {
        if (style->quotes->count == 0)
            return "";
        uint32_t pair = level < style->quotes->count ? level : style->quotes->count - 1;
        return style->quotes->marks[pair * 2 + close];
    }
    enum { LANGUAGES = sizeof languages / sizeof *languages };
    size_t i = 0;
    while (i + 1 < LANGUAGES && !(style->style.lang && !strncmp(style->style.lang, languages[i].lang, 2)))
        i++;
    return languages[i].marks[(level ? 2 : 0) + close];
}

static void add_quote(struct doc_builder *b, struct doc_open *open, uint8_t kind)
{
    const struct doc_computed *style = doc_open_style(b, open);
    bool close = kind == CSS_C_CLOSE_QUOTE || kind == CSS_C_NO_CLOSE_QUOTE;
    if (close && b->quotes > 0)
        b->quotes--;
    const char *mark = quote_mark(style, b->quotes, close);
    if (!close)
        b->quotes++;
    if (kind == CSS_C_OPEN_QUOTE || kind == CSS_C_CLOSE_QUOTE)
        doc_add_text(b, open, mark, strlen(mark));
}

/* A node whose text is known later, or not here. */
static doc_id add_special(struct doc_builder *b, struct doc_open *open, enum doc_kind kind, const char *text)
{
    doc_id id = doc_add_node(b->doc, doc_place(b, open, true), kind);
    struct doc_node *node = &b->doc->nodes[id];
    node->style = b->doc->nodes[node->parent].style;
    node->text = text;
    node->length = (uint32_t)strlen(text);
    node->generated = true;
    doc_flow_object(b);
    return id;
}

static void add_waiting(struct doc_builder *b, struct doc_open *open, const xmlNode *xml,
                        const struct css_content_item *item)
{
    bool page = item->kind == CSS_C_TARGET_COUNTER && css_same_word(item->text, "page");
    const char *href = xml ? doc_xml_attr(xml, item->target) : NULL;
    if (!href)
        return;
    struct doc_waiting waiting = {.node = add_special(b, open, page ? DOC_PAGE_REF : DOC_TEXT, ""),
                                  .href = href,
                                  .item = item,
                                  .is_link = open->up->tag == DOC_TAG_A && !strcmp(item->target, "href")};
    if (page && !item->plain)
        b->doc->nodes[waiting.node].tag = (uint8_t)(1 + item->style);
    AJ_PUSH(b->job->arena, b->waiting, b->waiting_count, b->waiting_cap, waiting);
}

/* "#1f3a5f/#ffffff 11,24:1": the text's colour, the nearest behind it, and their contrast rounded down. */
static void add_colors(struct doc_builder *b, struct doc_open *open)
{
    const struct doc_style *style = &doc_open_style(b, open)->style;
    struct doc_color front = style->color, back = {255, 255, 255, 255};
    for (const struct doc_open *up = open; up; up = up->up)
        if (doc_open_style(b, up)->style.background.a) {
            back = doc_open_style(b, up)->style.background;
            break;
        }
    uint32_t ratio = doc_contrast(front, back);
    char point = style->lang && !strncmp(style->lang, "sv", 2) ? ',' : '.';
    const char *text =
        aj_printf(b->job->arena, "#%02x%02x%02x/#%02x%02x%02x\u00A0%u%c%02u:1", front.r, front.g, front.b,
                  back.r, back.g, back.b, ratio / 1000, point, ratio % 1000 / 10);
    doc_add_text(b, open, text, strlen(text));
}

/* Thousandths of a point as points: "10", "8,5". */
static const char *points(struct doc_builder *b, aj_len length, char point)
{
    aj_len tenths = (length + 50) / 100;
    if (tenths % 10 == 0)
        return aj_printf(b->job->arena, "%d", (int)(tenths / 10));
    return aj_printf(b->job->arena, "%d%c%d", (int)(tenths / 10), point, (int)(tenths % 10));
}

/* "OpenSans-Semibold 16/20 pt, tnum": the first face, size and line of the element that this is generated
 * for, and the features that it asks for. */
static void add_font(struct doc_builder *b, struct doc_open *open)
{
    const struct doc_style *style = &doc_open_style(b, open->up)->style;
    char point = style->lang && !strncmp(style->lang, "sv", 2) ? ',' : '.';
    const char *face = style->face_count ? fnt_face_postscript_name(style->faces[0]) : "";
    const char *text = aj_printf(b->job->arena, "%s %s/%s\u00A0pt%s%s", face,
                                 points(b, style->font_size, point), points(b, style->line_height, point),
                                 style->features ? ", " : "", style->features ? style->features : "");
    doc_add_text(b, open, text, strlen(text));
}

doc_id doc_add_picture(struct doc_cascade *cascade, doc_id parent, const struct css_content *content,
                       const struct css_content_item *item, uint32_t style)
{
    struct doc_document *doc = cascade->doc;
    struct aj_arena *arena = cascade->job->arena;
    const char *path = css_resolve(arena, cascade->sheet->files[content->file].folder, item->text);
    if (!path) {
        doc_css_finding(cascade, AJ_E0530, content->file, content->offset, item->text, NULL, NULL);
        return 0;
    }
    if (parent && !content->alt)
        doc_css_finding(cascade, AJ_E0558, content->file, content->offset, item->text, NULL, NULL);
    bool said = parent && content->alt && *content->alt;
    struct doc_attr *attrs = AJ_NEW_N(arena, struct doc_attr, 2);
    attrs[0] = (struct doc_attr){"src", path};
    attrs[1] = (struct doc_attr){"alt", said ? content->alt : ""};
    doc_id id = doc_add_node(doc, parent, DOC_ELEMENT);
    struct doc_node *node = &doc->nodes[id];
    node->tag = DOC_TAG_IMG;
    node->role = said ? DOC_ROLE_FIGURE : DOC_ROLE_ARTIFACT;
    node->generated = true;
    node->style = style;
    node->attrs = attrs;
    node->attr_count = 2;
    node->at = css_place(cascade->sheet, cascade->job, cascade->file_numbers, content->file, content->offset);
    return id;
}

/* A picture beside other content, in its own size. */
static void add_picture(struct doc_builder *b, struct doc_open *open, const struct css_content *content,
                        const struct css_content_item *item)
{
    uint32_t computed = doc_cascade_anonymous(b->cascade, open->computed, DOC_INLINE);
    doc_add_picture(b->cascade, doc_place(b, open, true), content, item,
                    doc_computed_at(b->cascade, computed)->style_index);
    doc_flow_object(b);
}

/* A pseudo-element that is nothing but a picture is that picture: its width and height are meant
 * (css-content-3, 2). */
static void replace_pseudo(struct doc_builder *b, struct doc_open *open, uint32_t computed, bool inline_)
{
    const struct doc_computed *style = doc_computed_at(b->cascade, computed);
    if (!inline_)
        doc_flow_end(b);
    doc_add_picture(b->cascade, doc_place(b, open, inline_), style->content, &style->content->items[0],
                    style->style_index);
    if (inline_)
        doc_flow_object(b);
    else
        doc_flow_end(b);
}

static void add_item(struct doc_builder *b, struct doc_open *open, const xmlNode *xml,
                     const struct css_content_item *item)
{
    struct aj_buf buf = AJ_BUF_INIT;
    const char *value;
    switch (item->kind) {
    case CSS_C_TEXT:
        doc_add_text(b, open, item->text, strlen(item->text));
        break;
    case CSS_C_ATTR:
        value = xml ? doc_xml_attr(xml, item->text) : NULL;
        if (value)
            doc_add_text(b, open, value, strlen(value));
        break;
    case CSS_C_COUNTER:
    case CSS_C_COUNTERS:
        doc_counter_item(b->scopes, b->scope_count, item, &buf);
        doc_add_text(b, open, buf.data, buf.len);
        break;
    case CSS_C_LEADER:
        add_special(b, open, DOC_LEADER, item->text);
        break;
    case CSS_C_TARGET_COUNTER:
    case CSS_C_TARGET_TEXT:
        add_waiting(b, open, xml, item);
        break;
    case CSS_C_COLORS:
        add_colors(b, open);
        break;
    case CSS_C_FONT:
        add_font(b, open);
        break;
    case CSS_C_OPEN_QUOTE:
    case CSS_C_CLOSE_QUOTE:
    case CSS_C_NO_OPEN_QUOTE:
    case CSS_C_NO_CLOSE_QUOTE:
        add_quote(b, open, item->kind);
        break;
    default: /* string(), content(): the parser refused them here */
        break;
    }
    aj_buf_free(&buf);
}

static void add_items(struct doc_builder *b, struct doc_open *open, const xmlNode *xml,
                      const struct css_content *content)
{
    const char *wrong = content->checked ? NULL : css_content_misfit(content, false);
    if (wrong)
        doc_css_finding(b->cascade, AJ_E0533, content->file, content->offset, wrong, NULL, NULL);
    for (uint32_t i = 0; i < content->count; i++)
        if (content->items[i].kind == CSS_C_IMAGE)
            add_picture(b, open, content, &content->items[i]);
        else
            add_item(b, open, xml, &content->items[i]);
}

void doc_add_pseudo(struct doc_builder *b, struct doc_open *open, enum doc_tag tag, const uint32_t *rules,
                    uint32_t count)
{
    if (!count)
        return;
    uint32_t computed = doc_cascade_compute(b->cascade, open->computed, rules, count, NULL);
    const struct doc_computed *style = doc_computed_at(b->cascade, computed);
    if (!style->content || style->style.display == DOC_NONE)
        return;
    bool inline_ = style->style.display == DOC_INLINE || style->style.display == DOC_INLINE_BLOCK;
    if (style->content->count == 1 && style->content->items[0].kind == CSS_C_IMAGE) {
        replace_pseudo(b, open, computed, inline_);
        return;
    }
    struct doc_open pseudo = *open;
    pseudo.up = open;
    pseudo.computed = computed;
    pseudo.wraps = false;
    pseudo.wrapper = 0;
    pseudo.tag = (uint8_t)tag;
    pseudo.inline_ = inline_;
    if (!inline_)
        doc_flow_end(b);
    enum doc_role role = !inline_ && open->wraps ? DOC_ROLE_P : DOC_ROLE_NONE;
    pseudo.node = pseudo.body = doc_add_generated(b, open, tag, role, computed);
    doc_counters_enter(b, style, NULL, tag, open->node, pseudo.node);
    add_items(b, &pseudo, open->element->xml, style->content);
    doc_counters_leave(b, pseudo.node);
    if (!inline_)
        doc_flow_end(b);
}

/* A bullet that the faces can show. */
static const char *bullet(const struct doc_style *style, uint8_t kind)
{
    static const struct {
        uint32_t code;
        const char *text;
    } bullets[] = {{0x2022, "\u2022"}, {0x25E6, "\u25E6"}, {0x25AA, "\u25AA"}, {0x2013, "\u2013"}};
    size_t wanted = kind == CSS_CIRCLE ? 1 : kind == CSS_SQUARE ? 2 : 0;
    const size_t order[] = {wanted, 0, 3};
    for (size_t i = 0; i < 3; i++)
        for (uint32_t f = 0; f < style->face_count; f++)
            if (fnt_face_has(style->faces[f], bullets[order[i]].code))
                return bullets[order[i]].text;
    return bullets[wanted].text;
}

static void write_mark(struct doc_builder *b, const struct doc_computed *style, struct aj_buf *out)
{
    uint8_t kind = (uint8_t)style->mark.style;
    if (kind == CSS_DASH) {
        aj_buf_str(out, style->mark.string);
    } else if (kind == CSS_DISC || kind == CSS_CIRCLE || kind == CSS_SQUARE) {
        aj_buf_str(out, bullet(&style->style, kind));
    } else if (kind != CSS_NO_MARK) {
        doc_counter_write(out, doc_counter_value(b->scopes, b->scope_count, "list-item"), kind);
        aj_buf_char(out, '.');
    }
}

bool doc_add_marker(struct doc_builder *b, struct doc_open *open, enum doc_role role, const uint32_t *rules,
                    uint32_t count)
{
    uint32_t computed = count ? doc_cascade_compute(b->cascade, open->computed, rules, count, NULL)
                              : doc_cascade_anonymous(b->cascade, open->computed, DOC_INLINE);
    const struct doc_computed *style = doc_computed_at(b->cascade, computed);
    struct aj_buf mark = AJ_BUF_INIT;
    if (!style->content)
        write_mark(b, style, &mark);
    bool any = style->content || mark.len > 0;
    if (any) {
        struct doc_open marker = *open;
        marker.up = open;
        marker.computed = computed;
        marker.wraps = false;
        marker.wrapper = 0;
        marker.node = marker.body = doc_add_generated(b, open, DOC_TAG_MARKER, role, computed);
        doc_flow_start(b);
        if (style->content)
            add_items(b, &marker, open->element->xml, style->content);
        else
            doc_add_text(b, &marker, mark.data, mark.len);
        doc_flow_end(b);
    }
    aj_buf_free(&mark);
    return any;
}

/* --- string-set --- */

static const char *string_part(struct doc_builder *b, const xmlNode *xml, const struct css_content_item *item)
{
    const char *value = NULL;
    if (item->kind == CSS_C_TEXT)
        return item->text;
    if (item->kind == CSS_C_ATTR) {
        value = doc_xml_attr(xml, item->text);
        return value ? value : "";
    }
    if (item->kind == CSS_C_CONTENT)
        return NULL;
    struct aj_buf buf = AJ_BUF_INIT;
    doc_counter_item(b->scopes, b->scope_count, item, &buf);
    value = aj_strndup(b->job->arena, buf.data, buf.len);
    aj_buf_free(&buf);
    return value;
}

struct doc_pending_string *doc_strings_enter(struct doc_builder *b, const struct doc_open *open,
                                             uint32_t *count)
{
    const struct css_string_set *set = doc_open_style(b, open)->strings;
    *count = set ? set->count : 0;
    if (!set)
        return NULL;
    struct doc_pending_string *pending = AJ_NEW_N(b->job->arena, struct doc_pending_string, set->count);
    for (uint32_t i = 0; i < set->count; i++) {
        const struct css_content *content = &set->items[i].content;
        struct doc_string string = {open->node, set->items[i].name, ""};
        pending[i].index = b->string_count;
        pending[i].count = content->count;
        pending[i].parts = AJ_NEW_N(b->job->arena, const char *, content->count);
        for (uint32_t k = 0; k < content->count; k++)
            pending[i].parts[k] = string_part(b, open->element->xml, &content->items[k]);
        AJ_PUSH(b->job->arena, b->strings, b->string_count, b->string_cap, string);
    }
    return pending;
}

/* An element's own text: not what was generated in it, nor its footnotes. */
static void own_text(const struct doc_builder *b, doc_id root, struct aj_buf *out)
{
    const struct doc_document *doc = b->doc;
    doc_id id = root;
    while (id) {
        const struct doc_node *node = &doc->nodes[id];
        bool generated = node->generated && node->kind == DOC_ELEMENT && node->tag >= DOC_TAG_BEFORE &&
                         node->tag != DOC_TAG_LIST_BODY;
        bool skip = generated || (id != root && node->kind == DOC_ELEMENT &&
                                  doc->styles[node->style].float_ == DOC_FLOAT_FOOTNOTE);
        if (node->kind == DOC_TEXT)
            aj_buf_add(out, node->text, node->length);
        if (!skip) {
            id = doc_next(doc, root, id);
            continue;
        }
        while (id && id != root && !doc->nodes[id].next)
            id = doc->nodes[id].parent;
        id = id == root ? 0 : doc->nodes[id].next;
    }
}

void doc_strings_leave(struct doc_builder *b, const struct doc_open *open,
                       const struct doc_pending_string *pending, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct aj_buf value = AJ_BUF_INIT;
        for (uint32_t k = 0; k < pending[i].count; k++) {
            if (pending[i].parts[k])
                aj_buf_str(&value, pending[i].parts[k]);
            else
                own_text(b, open->node, &value);
        }
        while (value.len && value.data[value.len - 1] == ' ')
            value.len--;
        b->strings[pending[i].index].value =
            value.len ? aj_strndup(b->job->arena, value.data, value.len) : "";
        aj_buf_free(&value);
    }
}

/* --- what waits for the whole document --- */

/* The element that "#id" refers to, or 0 after a finding at `from`. */
static doc_id find_target(struct doc_builder *b, doc_id from, const char *href)
{
    doc_id target = href[0] == '#' ? doc_find(b->doc, href + 1) : 0;
    if (target)
        return target;
    const struct aj_map *ids = &b->doc->own->ids;
    const char **names = AJ_NEW_N(b->job->arena, const char *, ids->len + 1);
    for (uint32_t i = 0; i < ids->len; i++)
        names[i] = ids->entries[i].key;
    const char *near = aj_did_you_mean(href[0] == '#' ? href + 1 : href, names, ids->len);
    aj_diag_add(b->job->diags, near ? AJ_E0518 : AJ_E0508, b->doc->nodes[from].at, href, near ? near : "",
                NULL);
    return 0;
}

static void fill(struct doc_builder *b, const struct doc_waiting *waiting)
{
    doc_id target = waiting->href[0] == '#' ? doc_find(b->doc, waiting->href + 1) : 0;
    if (!target && !waiting->is_link)
        find_target(b, waiting->node, waiting->href);
    struct doc_node *node = &b->doc->nodes[waiting->node];
    node->target = target;
    if (!target || node->kind == DOC_PAGE_REF)
        return;
    struct aj_buf buf = AJ_BUF_INIT;
    const struct doc_snapshot *snapshot = aj_map_find(&b->snapshots, waiting->href + 1);
    if (waiting->item->kind == CSS_C_TARGET_TEXT)
        own_text(b, target, &buf);
    else if (snapshot)
        doc_counter_item(snapshot->scopes, snapshot->count, waiting->item, &buf);
    node = &b->doc->nodes[waiting->node];
    node->text = aj_strndup(b->job->arena, buf.data ? buf.data : "", buf.len);
    node->length = (uint32_t)buf.len;
    aj_buf_free(&buf);
}

void doc_resolve_targets(struct doc_builder *b)
{
    struct doc_document *doc = b->doc;
    for (doc_id id = 1; id < doc->node_count; id++) {
        struct doc_node *node = &doc->nodes[id];
        if (node->kind != DOC_ELEMENT || node->tag != DOC_TAG_A)
            continue;
        const char *href = doc_attr(doc, id, "href");
        if (href && href[0] == '#')
            node->target = find_target(b, id, href);
        else if (href && !*href)
            find_target(b, id, href);
    }
    for (uint32_t i = 0; i < b->waiting_count; i++)
        fill(b, &b->waiting[i]);
}
