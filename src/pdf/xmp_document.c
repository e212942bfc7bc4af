/*
 * What a styrdokument tells of itself, in XMP: Dublin Core where it has a word (ISO 16684-1, 8.3), else a
 * schema of our own, which the file describes as PDF/A demands (ISO 19005-2, 6.6.2.3).
 */
#include "pdf/xmp.h"

#include <string.h>

#define NAMESPACE "urn:arshjul:styrdokument#"
#define TYPE_NAMESPACE "urn:arshjul:beslut#"

struct property {
    const char *name, *meta, *type, *about;
};

/* Those of one text, by the name of their meta. */
static const struct property texts[] = {
    {"status", "status", "Text", "how far the document has come: utkast, forslag, antagen"},
    {"version", "version", "Text", "the version, in the organisation's own form"},
    {"audience", "dcterms.audience", "Text", "whom the document applies to"},
    {"responsible", "responsible", "Text", "who answers for the document"},
    {"contact", "contact", "Text", "how the one responsible is reached"},
    {"classification", "dcterms.accessRights", "Text", "who may read the document"},
    {"informationClass", "information-class", "Text", "the class of the information"},
};

/* Those that are written otherwise. */
static const struct property others[] = {
    {"validFrom", "dcterms.valid", "Text", "the first day that the document holds, or in words"},
    {"validTo", "dcterms.valid", "Text", "the last day that the document holds, or in words"},
    {"replaces", "dcterms.replaces", "bag Text", "the documents that this one replaces"},
    {"decisions", "decision", "seq Decision", "the decisions on the document, in the order of time"},
};

static const struct property fields[] = {
    {"status", NULL, "Text", "what the decision does with the document: tillstyrker, antar"},
    {"date", NULL, "Text", "the day of the decision, as 2021-11-24"},
    {"paragraph", NULL, "Text", "the paragraph of the minutes"},
    {"body", NULL, "Text", "who decides"},
};

enum {
    TEXTS = sizeof texts / sizeof *texts,
    OTHERS = sizeof others / sizeof *others,
    FIELDS = sizeof fields / sizeof *fields
};

static bool is_told(const struct pdf_writer *w)
{
    for (size_t i = 0; i < TEXTS; i++)
        if (pdf_meta(w, texts[i].meta))
            return true;
    for (size_t i = 0; i < OTHERS; i++)
        if (pdf_meta(w, others[i].meta))
            return true;
    return false;
}

/* The value of "start=…; end=…" (DCMI Period), NULL without one. */
static const char *period_part(const struct pdf_writer *w, const char *part)
{
    const char *text = pdf_meta(w, "dcterms.valid"), *start = text ? strstr(text, part) : NULL;
    if (!start)
        return NULL;
    start += strlen(part);
    size_t n = strcspn(start, ";");
    while (n && start[n - 1] == ' ')
        n--;
    return n ? aj_strndup(w->arena, start, n) : NULL;
}

/* Every meta of a name in a bag or a sequence of texts. */
static void put_all(const struct pdf_writer *w, struct aj_buf *buf, const char *name, const char *of)
{
    bool any = false;
    for (uint32_t i = 0; i < w->doc->meta_count; i++) {
        const char *value = w->doc->metas[i].value;
        if (strcmp(w->doc->metas[i].name, of) != 0 || !value || !*value)
            continue;
        if (!any)
            aj_buf_printf(buf, "<%s><rdf:Bag>", name);
        any = true;
        aj_buf_str(buf, "<rdf:li>");
        pdf_xmp_text(buf, pdf_plain_text(w->arena, value));
        aj_buf_str(buf, "</rdf:li>");
    }
    if (any)
        aj_buf_printf(buf, "</rdf:Bag></%s>\n", name);
}

/* "antar; 2021-11-24; § 212; Kommunfullmäktige" as a structure; what is empty is left out. */
static void put_decision(const struct pdf_writer *w, struct aj_buf *buf, const char *text)
{
    aj_buf_str(buf, "<rdf:li rdf:parseType=\"Resource\">");
    for (size_t i = 0; i < FIELDS; i++) {
        size_t n = i + 1 < FIELDS ? strcspn(text, ";") : strlen(text);
        if (n)
            pdf_xmp_property(buf, aj_printf(w->arena, "beslut:%s", fields[i].name), NULL,
                             pdf_plain_text(w->arena, aj_strndup(w->arena, text, n)));
        text += n;
        text += *text == ';';
        text += *text == ' ';
    }
    aj_buf_str(buf, "</rdf:li>");
}

static void put_decisions(const struct pdf_writer *w, struct aj_buf *buf)
{
    bool any = false;
    for (uint32_t i = 0; i < w->doc->meta_count; i++) {
        if (strcmp(w->doc->metas[i].name, "decision") != 0 || !w->doc->metas[i].value)
            continue;
        if (!any)
            aj_buf_str(buf, "<styrdokument:decisions><rdf:Seq>");
        any = true;
        put_decision(w, buf, w->doc->metas[i].value);
    }
    if (any)
        aj_buf_str(buf, "</rdf:Seq></styrdokument:decisions>\n");
}

void pdf_xmp_document(const struct pdf_writer *w, struct aj_buf *buf)
{
    if (!is_told(w))
        return;
    aj_buf_str(buf, "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                    " xmlns:styrdokument=\"" NAMESPACE "\" xmlns:beslut=\"" TYPE_NAMESPACE "\">\n");
    pdf_xmp_property(buf, "dc:identifier", NULL, pdf_meta(w, "dcterms.identifier"));
    pdf_xmp_property(buf, "dc:publisher", "Bag", pdf_meta(w, "author"));
    put_all(w, buf, "dc:type", "dcterms.type");
    put_all(w, buf, "dc:relation", "dcterms.relation");
    for (size_t i = 0; i < TEXTS; i++)
        pdf_xmp_property(buf, aj_printf(w->arena, "styrdokument:%s", texts[i].name), NULL,
                         pdf_meta(w, texts[i].meta));
    pdf_xmp_property(buf, "styrdokument:validFrom", NULL, period_part(w, "start="));
    pdf_xmp_property(buf, "styrdokument:validTo", NULL, period_part(w, "end="));
    put_all(w, buf, "styrdokument:replaces", "dcterms.replaces");
    put_decisions(w, buf);
    aj_buf_str(buf, "</rdf:Description>\n");
}

static void describe(struct aj_buf *buf, const struct property *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        aj_buf_printf(buf,
                      "<rdf:li rdf:parseType=\"Resource\">"
                      "<pdfaProperty:name>%s</pdfaProperty:name>"
                      "<pdfaProperty:valueType>%s</pdfaProperty:valueType>"
                      "<pdfaProperty:category>external</pdfaProperty:category>"
                      "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n",
                      all[i].name, all[i].type, all[i].about);
}

void pdf_xmp_document_schema(const struct pdf_writer *w, struct aj_buf *buf)
{
    if (!is_told(w))
        return;
    aj_buf_str(buf, "<rdf:li rdf:parseType=\"Resource\">\n"
                    "<pdfaSchema:schema>Styrdokument</pdfaSchema:schema>\n"
                    "<pdfaSchema:namespaceURI>" NAMESPACE "</pdfaSchema:namespaceURI>\n"
                    "<pdfaSchema:prefix>styrdokument</pdfaSchema:prefix>\n"
                    "<pdfaSchema:property><rdf:Seq>\n");
    describe(buf, texts, TEXTS);
    describe(buf, others, OTHERS);
    aj_buf_str(buf, "</rdf:Seq></pdfaSchema:property>\n"
                    "<pdfaSchema:valueType><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
                    "<pdfaType:type>Decision</pdfaType:type>\n"
                    "<pdfaType:namespaceURI>" TYPE_NAMESPACE "</pdfaType:namespaceURI>\n"
                    "<pdfaType:prefix>beslut</pdfaType:prefix>\n"
                    "<pdfaType:description>a decision on the document</pdfaType:description>\n"
                    "<pdfaType:field><rdf:Seq>\n");
    for (size_t i = 0; i < FIELDS; i++)
        aj_buf_printf(buf,
                      "<rdf:li rdf:parseType=\"Resource\"><pdfaField:name>%s</pdfaField:name>"
                      "<pdfaField:valueType>%s</pdfaField:valueType>"
                      "<pdfaField:description>%s</pdfaField:description></rdf:li>\n",
                      fields[i].name, fields[i].type, fields[i].about);
    aj_buf_str(buf, "</rdf:Seq></pdfaType:field></rdf:li></rdf:Seq></pdfaSchema:valueType>\n</rdf:li>\n");
}
