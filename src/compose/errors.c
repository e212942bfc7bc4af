/*
 * What libxml2 and libxslt complain of becomes findings. libxslt keeps its handler in a variable of the whole
 * process and libxml2 one of each thread, so libxslt's is a constant function that finds its run through the
 * thread's handler.
 */
#include "compose/internal.h"

#include <libxml/xmlerror.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One fault of a template tends to bring others with it; more than these help nobody. */
enum { MOST_ERRORS = 10 };

/* libxml2's own words, XPath's for instance: kept as the detail of the libxslt error that follows. */
static void keep_detail(struct cmp_run *run, const char *words)
{
    /* The first say more than what follows from them. */
    if (*run->detail)
        return;
    const char *colon = strncmp(words, "xmlXPath", 8) == 0 ? strstr(words, ": ") : NULL;
    snprintf(run->detail, sizeof run->detail, "%s", colon ? colon + 2 : words);
    run->detail[strcspn(run->detail, "\n")] = '\0';
}

static void hear_xml(void *context, xmlErrorPtr error)
{
    keep_detail(context, error && error->message ? error->message : "");
}

__attribute__((format(printf, 2, 3))) static void hear_xml_text(void *context, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    keep_detail(context, text);
}

static void report(struct cmp_run *run, const char *message, bool spoken)
{
    /* Why a file could not be read has been told already, by the loader. */
    bool told = run->load_failed;
    run->load_failed = false;
    if (told && strstr(message, "unable to load"))
        return;
    if (run->errors++ >= MOST_ERRORS)
        return;
    struct aj_job *job = run->job;
    if (spoken && run->ctxt->inst->doc) {
        run->error_file = (const char *)run->ctxt->inst->doc->URL;
        run->error_line = (uint32_t)xmlGetLineNo(run->ctxt->inst);
    }
    aj_at template_at = run->error_file ? cmp_template_place(job, run->error_file, run->error_line) : 0;
    if (*run->detail)
        message = aj_printf(job->arena, "%s (%s)", message, run->detail);
    if (run->ctxt) {
        xmlNodePtr node = run->ctxt->node;
        struct aj_diag *diag =
            aj_diag_add(job->diags, spoken ? AJ_W0425 : AJ_E0403, src_xml_at(node), message, NULL);
        diag->template_at = template_at;
    } else {
        const char *name = aj_places_at(job->places, template_at).file;
        aj_diag_add(job->diags, AJ_E0402, template_at, name ? name : "", message, message, NULL);
    }
    run->error_file = NULL;
    run->detail[0] = '\0';
}

/*
 * libxslt tells an error in two calls: "compilation error: file F line N element E", and the message. Returns
 * whether `text` is the first.
 */
static bool hear_place(struct cmp_run *run, const char *text)
{
    const char *file = strstr(text, "file "), *line;
    if (!strstr(text, "error: file ") || !(line = strstr(file, " line ")))
        return false;
    run->error_file = aj_strndup(run->job->arena, file + 5, (size_t)(line - file - 5));
    unsigned long n = strtoul(line + 6, NULL, 10);
    run->error_line = n <= UINT32_MAX ? (uint32_t)n : 0;
    return true;
}

__attribute__((format(printf, 2, 0))) static void hear(struct cmp_run *run, const char *format, va_list args)
{
    char text[1024];
    vsnprintf(text, sizeof text, format, args);
    if (hear_place(run, text))
        return;
    text[strcspn(text, "\n")] = '\0';
    /* "xsltCompile…:" and the like name functions, which say nothing to who mends a template. */
    const char *colon = strncmp(text, "xslt", 4) == 0 ? strstr(text, ": ") : NULL;
    const char *message = colon ? colon + 2 : text;
    bool spoken = run->ctxt && run->ctxt->inst && xmlStrEqual(run->ctxt->inst->name, BAD_CAST "message");
    /* What libxslt goes on to say of an error it has placed is its own stack. */
    if (*message && (run->error_file || spoken || !run->errors))
        report(run, message, spoken);
}

__attribute__((format(printf, 2, 3))) static void hear_run(void *context, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    hear(context, format, args);
    va_end(args);
}

/* libxslt's handler for the whole process. */
__attribute__((format(printf, 2, 3))) static void hear_any(void *context, const char *format, ...)
{
    (void)context;
    va_list args;
    va_start(args, format);
    if (xmlStructuredError == hear_xml)
        hear(xmlStructuredErrorContext, format, args);
    else
        vfprintf(stderr, format, args);
    va_end(args);
}

struct cmp_errors cmp_errors_begin(struct cmp_run *run)
{
    struct cmp_errors saved = {.old = xmlStructuredError,
                               .old_context = xmlStructuredErrorContext,
                               .old_text = xmlGenericError,
                               .old_text_context = xmlGenericErrorContext};
    xmlSetStructuredErrorFunc(run, hear_xml);
    xmlSetGenericErrorFunc(run, hear_xml_text);
    xsltSetGenericErrorFunc(NULL, hear_any);
    return saved;
}

void cmp_errors_end(struct cmp_errors saved)
{
    xmlSetStructuredErrorFunc(saved.old_context, saved.old);
    xmlSetGenericErrorFunc(saved.old_text_context, saved.old_text);
}

void cmp_errors_transform(struct cmp_run *run)
{
    xsltSetTransformErrorFunc(run->ctxt, run, hear_run);
}
