/* Any bytes as XML: a tree whose every element has its place, or exactly one finding. */
#include "fuzz.h"

#include "source/source.h"

static void check_elements(struct aj_job *job, const xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        struct aj_place place = aj_places_at(job->places, src_xml_at(node));
        fuzz_demand(place.line && place.column && place.column <= place.line_length);
        fuzz_demand(place.line_text[aj_utf8_offset(place.line_text, place.line_length, place.column - 1)] ==
                    '<');
        check_elements(job, node->children);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    xmlDocPtr doc = src_xml_parse(job, "fuzz.xml", (const char *)bytes, length);
    fuzz_demand(job->diags->len == (doc ? 0 : 1));
    if (doc)
        check_elements(job, xmlDocGetRootElement(doc));
    fuzz_print(job);
    aj_job_free(job);
    return 0;
}
