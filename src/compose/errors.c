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
static void hear_xml(void *context, xmlErrorPtr error)
{
    struct cmp_run *run = context;
    snprintf(run->detail, sizeof run->detail, "%s", error && error->message ? error->message : "");
    run->detail[strcspn(run->detail, "\n")] = '\0';
}

static void report(struct cmp_run *run, const char *message)
{
    if (run->errors++ >= MOST_ERRORS)
        return;
    struct aj_job *job = run->job;
    aj_at template_at = run->error_file ? cmp_template_place(job, run->error_file, run->error_line) : 0;
    if (*run->detail)
        message = aj_printf(job->arena, "%s (%s)", message, run->detail);
    if (run->ctxt) {
        xmlNodePtr node = run->ctxt->node;
        struct aj_diag *diag = aj_diag_add(job->diags, AJ_E0403, src_xml_at(node), message, NULL);
        diag->template_at = template_at;
    } else {
        const char *name = run->error_file ? run->error_file : "";
        aj_diag_add(job->diags, AJ_E0402, template_at, name, message, NULL);
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
    for (char *line = text; *line;) {
        char *end = line + strcspn(line, "\n");
        bool more = *end != '\0';
        *end = '\0';
        /* "xsltCompile…:" and the like name functions, which say nothing to who mends a template. */
        char *message = strncmp(line, "xslt", 4) == 0 && strstr(line, ": ") ? strstr(line, ": ") + 2 : line;
        message += strspn(message, " ");
        if (*message)
            report(run, message);
        line = more ? end + 1 : end;
    }
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
    struct cmp_errors saved = {.old = xmlStructuredError, .old_context = xmlStructuredErrorContext};
    xmlSetStructuredErrorFunc(run, hear_xml);
    xsltSetGenericErrorFunc(NULL, hear_any);
    return saved;
}

void cmp_errors_end(struct cmp_errors saved)
{
    xmlSetStructuredErrorFunc(saved.old_context, saved.old);
}

void cmp_errors_transform(struct cmp_run *run)
{
    xsltSetTransformErrorFunc(run->ctxt, run, hear_run);
}
