/*
 * Metadata: the information dictionary, XMP that says the same (ISO 19005-2 6.6; ISO 14289-1 5 and 7.1), and
 * the output intent.
 */
#include "pdf/xmp.h"

#include <string.h>

static const char producer[] = "arshjul " AJ_VERSION;

const char *pdf_meta(const struct pdf_writer *w, const char *name)
{
    for (uint32_t i = 0; i < w->doc->meta_count; i++)
        if (!strcmp(w->doc->metas[i].name, name) && w->doc->metas[i].value && *w->doc->metas[i].value)
            return pdf_plain_text(w->arena, w->doc->metas[i].value);
    return NULL;
}

static bool is_date(const char *text)
{
    static const char form[] = "0000-00-00";
    for (int i = 0; i < 10; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != '-')
            return false;
    int month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
    return !text[10] && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* Days since 1970-01-01 as a date of the Gregorian calendar: years are counted from March. */
static const char *date_of_epoch(struct aj_arena *arena, uint64_t seconds)
{
    uint64_t days = seconds / 86400 + 719468, era = days / 146097, day = days % 146097;
    uint64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    uint64_t of_year = day - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    unsigned d = (unsigned)(of_year - (153 * month + 2) / 5 + 1),
             m = (unsigned)(month < 10 ? month + 3 : month - 9);
    unsigned s = (unsigned)(seconds % 86400);
    return aj_printf(arena, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)(year + era * 400 + (m <= 2)), m, d,
                     s / 3600, s / 60 % 60, s % 60);
}

static const char *find_date(struct pdf_writer *w)
{
    const char *date = pdf_meta(w, "date");
    if (date && is_date(date))
        return aj_printf(w->arena, "%sT00:00:00Z", date);
    const char *epoch = aj_job_environment(w->job, "SOURCE_DATE_EPOCH");
    uint64_t seconds = 0;
    for (const char *p = epoch; p && *p; p++) {
        if (*p < '0' || *p > '9' || seconds > 25340230079u)
            return NULL;
        seconds = seconds * 10 + (uint64_t)(*p - '0');
    }
    return epoch && *epoch && seconds <= 253402300799u ? date_of_epoch(w->arena, seconds) : NULL;
}

static const char *find_title(struct pdf_writer *w)
{
    if (w->doc->title && *w->doc->title) {
        const char *title = pdf_plain_text(w->arena, w->doc->title);
        if (*title)
            return title;
    }
    for (doc_id id = w->doc->node_count > 1 ? 1 : 0; id; id = doc_next(w->doc, 1, id)) {
        if (w->doc->nodes[id].kind != DOC_ELEMENT || w->doc->nodes[id].role != DOC_ROLE_H1)
            continue;
        const char *heading = pdf_heading_text(w->arena, w->doc, id);
        if (*heading)
            return heading;
    }
    return strncmp(w->lang, "sv", 2) ? "Document" : "Dokument";
}

void pdf_find_metadata(struct pdf_writer *w)
{
    w->lang = w->tree->elems[1].lang;
    w->title = find_title(w);
    w->date = find_date(w);
}

void pdf_xmp_text(struct aj_buf *buf, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            aj_buf_str(buf, "&amp;");
            break;
        case '<':
            aj_buf_str(buf, "&lt;");
            break;
        case '>':
            aj_buf_str(buf, "&gt;");
            break;
        case '\t':
        case '\n':
        case '\r':
            aj_buf_char(buf, ' ');
            break;
        default:
            if ((unsigned char)*text >= ' ')
                aj_buf_char(buf, *text);
        }
    }
}

void pdf_xmp_property(struct aj_buf *buf, const char *name, const char *container, const char *text)
{
    if (!text)
        return;
    aj_buf_printf(buf, "<%s>", name);
    if (container)
        aj_buf_printf(buf, "<rdf:%s><rdf:li%s>", container,
                      strcmp(container, "Alt") ? "" : " xml:lang=\"x-default\"");
    pdf_xmp_text(buf, text);
    if (container)
        aj_buf_printf(buf, "</rdf:li></rdf:%s>", container);
    aj_buf_printf(buf, "</%s>\n", name);
}

/* dc:subject: keywords one by one. */
static void put_keywords(struct pdf_writer *w, struct aj_buf *buf, const char *keywords)
{
    if (!keywords)
        return;
    aj_buf_str(buf, "<dc:subject><rdf:Bag>");
    while (*keywords) {
        size_t length = strcspn(keywords, ",;");
        const char *word = pdf_plain_text(w->arena, aj_strndup(w->arena, keywords, length));
        if (*word) {
            aj_buf_str(buf, "<rdf:li>");
            pdf_xmp_text(buf, word);
            aj_buf_str(buf, "</rdf:li>");
        }
        keywords += length + (keywords[length] != '\0');
    }
    aj_buf_str(buf, "</rdf:Bag></dc:subject>\n");
}

/* The description of pdfuaid that PDF/A asks for (ISO 19005-2 6.6.2.3): it is no schema of its own. */
static const char extension_schema[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\""
    " xmlns:pdfaType=\"http://www.aiim.org/pdfa/ns/type#\""
    " xmlns:pdfaField=\"http://www.aiim.org/pdfa/ns/field#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>the part of ISO 14289 that the file conforms to</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li>\n";

pdf_obj pdf_add_xmp(struct pdf_writer *w)
{
    struct aj_buf buf = AJ_BUF_INIT;
    aj_buf_str(&buf, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                     " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                     " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                     " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                     "<dc:format>application/pdf</dc:format>\n");
    pdf_xmp_property(&buf, "dc:title", "Alt", w->title);
    pdf_xmp_property(&buf, "dc:creator", "Seq", pdf_meta(w, "author"));
    pdf_xmp_property(&buf, "dc:description", "Alt", pdf_meta(w, "subject"));
    put_keywords(w, &buf, pdf_meta(w, "keywords"));
    pdf_xmp_property(&buf, "dc:language", "Bag", w->lang);
    pdf_xmp_property(&buf, "xmp:CreatorTool", NULL, producer);
    pdf_xmp_property(&buf, "xmp:CreateDate", NULL, w->date);
    pdf_xmp_property(&buf, "xmp:ModifyDate", NULL, w->date);
    pdf_xmp_property(&buf, "xmp:MetadataDate", NULL, w->date);
    pdf_xmp_property(&buf, "pdf:Producer", NULL, producer);
    pdf_xmp_property(&buf, "pdf:Keywords", NULL, pdf_meta(w, "keywords"));
    /* ISO 19005-3 is 19005-2 but that files of any kind may be embedded. */
    aj_buf_printf(&buf,
                  "<pdfaid:part>%d</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
                  "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n",
                  w->job->attach ? 3 : 2);
    pdf_xmp_document(w, &buf);
    aj_buf_str(&buf, extension_schema);
    pdf_xmp_document_schema(w, &buf);
    aj_buf_str(&buf, "</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
    aj_buf_str(&buf, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
    /* Not deflated, so that it can be found in the file without reading PDF. */
    pdf_obj stream = pdf_gate_stream(w->gate, buf.data, buf.len);
    pdf_gate_set(w->gate, stream, "/Type/Metadata/Subtype/XML", 26);
    aj_buf_free(&buf);
    return stream;
}

static void put_info(struct aj_buf *buf, const char *key, const char *text)
{
    if (!text)
        return;
    aj_buf_str(buf, key);
    pdf_put_text(buf, text, strlen(text));
}

const char *pdf_date(const struct pdf_writer *w)
{
    const char *d = w->date;
    return d ? aj_printf(w->arena, "D:%.4s%.2s%.2s%.2s%.2s%.2sZ", d, d + 5, d + 8, d + 11, d + 14, d + 17)
             : NULL;
}

pdf_obj pdf_add_info(struct pdf_writer *w)
{
    const char *date = pdf_date(w);
    struct aj_buf *buf = pdf_begin(w);
    put_info(buf, "/Title", w->title);
    put_info(buf, "/Author", pdf_meta(w, "author"));
    put_info(buf, "/Subject", pdf_meta(w, "subject"));
    put_info(buf, "/Keywords", pdf_meta(w, "keywords"));
    put_info(buf, "/Creator", producer);
    put_info(buf, "/Producer", producer);
    put_info(buf, "/CreationDate", date);
    put_info(buf, "/ModDate", date);
    pdf_obj info = pdf_gate_info(w->gate);
    pdf_end(w, info);
    return info;
}

pdf_obj pdf_add_output_intent(struct pdf_writer *w)
{
    struct aj_buf profile = AJ_BUF_INIT;
    pdf_srgb_profile(&profile);
    pdf_obj stream = pdf_add_stream(w, profile.data, profile.len, "/N 3");
    aj_buf_free(&profile);
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                    "/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)/DestOutputProfile ");
    pdf_put_ref(buf, stream);
    pdf_obj intent = pdf_gate_dict(w->gate);
    pdf_end(w, intent);
    return intent;
}
