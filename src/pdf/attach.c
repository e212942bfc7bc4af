/*
 * The source tables as embedded files (ISO 32000-1 7.11.4), each associated with the document as what it was
 * made from (ISO 19005-3 6.8).
 */
#include "base/path.h"
#include "pdf/write.h"

#include <string.h>

/* What a reader saves it as: the file's name, with its folders where several have the same. */
static const char *file_name(struct pdf_writer *w, const struct aj_attachment *attachment)
{
    const struct aj_job *job = w->job;
    const char *name = aj_path_name(attachment->name);
    uint32_t same = 0;
    for (uint32_t i = 0; i < job->attachment_len; i++)
        same += !strcmp(aj_path_name(job->attachments[i].name), name);
    if (same == 1)
        return name;
    char *whole = aj_strdup(w->arena, attachment->name);
    for (char *p = whole; (p = strchr(p, '/'));)
        *p = '-';
    return whole;
}

static pdf_obj add_file(struct pdf_writer *w, const struct aj_attachment *attachment, const char *name)
{
    const char *date = pdf_date(w);
    const char *dated = date ? aj_printf(w->arena, "/ModDate(%s)", date) : "";
    char *entries = aj_printf(w->arena, "/Type/EmbeddedFile/Subtype/text#2Fcsv/Params<</Size %zu%s>>",
                              attachment->length, dated);
    pdf_obj stream = pdf_add_stream(w, attachment->bytes, attachment->length, entries);
    bool swedish = !strncmp(w->lang, "sv", 2);
    const char *about =
        aj_printf(w->arena, "%s %s", swedish ? "K\xC3\xA4lltabell" : "Source table", attachment->name);
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/Type/Filespec/AFRelationship/Source/F");
    pdf_put_text(buf, name, strlen(name));
    aj_buf_str(buf, "/UF");
    pdf_put_text(buf, name, strlen(name));
    aj_buf_str(buf, "/Desc");
    pdf_put_text(buf, about, strlen(about));
    aj_buf_str(buf, "/EF<</F ");
    pdf_put_ref(buf, stream);
    aj_buf_str(buf, "/UF ");
    pdf_put_ref(buf, stream);
    aj_buf_str(buf, ">>");
    pdf_obj specification = pdf_gate_dict(w->gate);
    pdf_end(w, specification);
    return specification;
}

pdf_obj *pdf_add_attachments(struct pdf_writer *w)
{
    const struct aj_job *job = w->job;
    pdf_obj *files = AJ_NEW_N(w->arena, pdf_obj, (size_t)job->attachment_len + 1);
    for (uint32_t i = 0; i < job->attachment_len; i++)
        files[i] = add_file(w, &job->attachments[i], file_name(w, &job->attachments[i]));
    return files;
}

void pdf_put_attachments(struct pdf_writer *w, struct aj_buf *buf, const pdf_obj *files)
{
    uint32_t count = w->job->attachment_len;
    if (!count)
        return;
    aj_buf_str(buf, "/AF[");
    for (uint32_t i = 0; i < count; i++) {
        aj_buf_char(buf, ' ');
        pdf_put_ref(buf, files[i]);
    }
    /* Numbers as keys are in order whatever the files' names are written with; readers show the names. */
    aj_buf_str(buf, "]/Names<</EmbeddedFiles<</Names[");
    for (uint32_t i = 0; i < count; i++) {
        aj_buf_printf(buf, "(%06u)", i + 1);
        pdf_put_ref(buf, files[i]);
    }
    aj_buf_str(buf, "]>>>>");
}
