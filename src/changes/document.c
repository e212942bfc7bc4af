/* A list of changes as a data document of kind "andringar": a chapter a sort, a table of what was and what
 * is. */
#include "changes/internal.h"

#include <string.h>

static xmlNodePtr add(xmlNodePtr parent, const char *name, const char *text)
{
    xmlNodePtr node = xmlNewChild(parent, NULL, BAD_CAST name, NULL);
    if (text)
        xmlAddChild(node, xmlNewText(BAD_CAST text));
    return node;
}

static void set(xmlNodePtr node, const char *name, const char *value)
{
    xmlNewProp(node, BAD_CAST name, BAD_CAST value);
}

static const struct {
    const char *id, *title, *lead, *label;
} chapters[CHG_SORTS] = {
    {"siffror", "Siffror",
     "Siffror i texten och i små tabeller som har tillkommit, utgått eller fått ett annat värde.", "Siffra"},
    {"bedomningar", "Bedömningar", "Mål som bedöms på annat sätt än tidigare.", "Mål"},
    {"mal", "Mål", "Mål som har tillkommit, utgått eller fått en annan gräns.", "Mål"},
    {"tabellrader", "Tabellrader", "Rader i tabeller som har tillkommit, utgått eller ändrats.", "Rad"},
    {"text", "Text", "Stycken som har tillkommit, utgått eller skrivits om.", "Avsnitt"},
};

static void put_row(struct aj_arena *arena, xmlNodePtr table, const struct chg_change *change)
{
    xmlNodePtr row = add(table, "row", NULL);
    set(row, "role", "item");
    const char *name =
        change->period ? aj_printf(arena, "%s, %s", change->name, change->period) : change->name;
    set(add(row, "cell", *name ? name : "Inledning"), "type", "label");
    add(row, "cell", change->before ? change->before : "–");
    add(row, "cell", change->after ? change->after : "–");
}

static void put_chapter(struct aj_arena *arena, xmlNodePtr root, const struct chg_list *list, int sort)
{
    xmlNodePtr table = NULL;
    for (uint32_t i = 0; i < list->len; i++) {
        if ((int)list->items[i].sort != sort)
            continue;
        if (!table) {
            xmlNodePtr section = add(root, "section", NULL);
            set(section, "id", chapters[sort].id);
            add(section, "h1", chapters[sort].title);
            add(section, "p", chapters[sort].lead);
            table = add(section, "table", NULL);
            set(table, "kind", "changes");
            add(table, "caption", aj_printf(arena, "Ändringar: %s", chapters[sort].title));
            set(add(table, "column", chapters[sort].label), "type", "label");
            set(add(table, "column", "Tidigare"), "type", "text");
            set(add(table, "column", "Nu"), "type", "text");
        }
        put_row(arena, table, &list->items[i]);
    }
}

static const char *or_path(const struct chg_edition *edition, const char *key)
{
    const char *text = chg_edition_text(edition, key);
    return *text ? text : edition->path;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

/* "förslag", as a reader writes the status word. */
static const char *status_word(const struct chg_edition *edition)
{
    const char *status = chg_edition_text(edition, "status");
    return strcmp(status, "forslag") == 0 ? "förslag" : status;
}

static void put_summary(struct aj_arena *arena, xmlNodePtr root, const struct chg_edition *before,
                        const struct chg_edition *after, const struct chg_list *list)
{
    xmlNodePtr section = add(root, "section", NULL);
    set(section, "id", "sammanfattning");
    add(section, "h1", "Vad har ändrats");
    const char *then = or_path(before, "title"), *now = or_path(after, "title");
    add(section, "p",
        aj_printf(arena, "Den här listan jämför %s (%s, %s) med %s (%s, %s).", then, status_word(before),
                  base_name(before->path), now, status_word(after), base_name(after->path)));
    if (!list->len)
        add(section, "p", "Inga ändringar.");
    xmlNodePtr items = list->len ? add(section, "ul", NULL) : NULL;
    for (int sort = 0; sort < CHG_SORTS; sort++) {
        uint32_t count = 0;
        for (uint32_t i = 0; i < list->len; i++)
            count += (int)list->items[i].sort == sort;
        if (count)
            add(items, "li", aj_printf(arena, "%s: %u", chapters[sort].title, count));
    }
}

xmlDocPtr chg_document(struct aj_arena *arena, const struct chg_edition *before,
                       const struct chg_edition *after, const struct chg_list *list)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr root = xmlNewDocNode(doc, NULL, BAD_CAST "report", NULL);
    xmlDocSetRootElement(doc, root);
    const char *theme = chg_edition_text(after, "theme"), *date = chg_edition_text(after, "date");
    set(root, "kind", "andringar");
    set(root, "status", "forslag");
    set(root, "lang", "sv");
    if (*theme && (after->root || !strchr(theme, '/'))) /* a record does not tell where a path leads from */
        set(root, "theme", theme);
    xmlNodePtr front = add(root, "front", NULL);
    add(front, "title", aj_printf(arena, "Ändringar i %s", or_path(after, "title")));
    add(front, "organisation", chg_edition_text(after, "organisation"));
    if (*date)
        add(front, "date", date);
    put_summary(arena, root, before, after, list);
    for (int sort = 0; sort < CHG_SORTS; sort++)
        put_chapter(arena, root, list, sort);
    return doc;
}
