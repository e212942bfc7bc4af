#include "batch/program.h"

#include <hb.h>
#include <hpdf.h>
#include <libdeflate.h>
#include <libxml/parser.h>
#include <libxslt/xslt.h>
#include <png.h>
#include <stdio.h>

/* 20914 as "2.9.14": how libxml2, libxslt and libpng number their versions. */
static json_t *dotted(unsigned long number)
{
    char text[32];
    snprintf(text, sizeof text, "%lu.%lu.%lu", number / 10000, number / 100 % 100, number % 100);
    return json_string(text);
}

/* The libraries that the program runs with, not those that it was compiled with; libdeflate does not tell. */
static json_t *libraries_json(void)
{
    unsigned long xml = 0;
    sscanf(xmlParserVersion, "%lu", &xml);
    return json_pack("{s:s, s:o, s:o, s:s, s:s, s:o}", "harfbuzz", hb_version_string(), "libxml2",
                     dotted(xml), "libxslt", dotted((unsigned long)xsltLibxsltVersion), "libhpdf",
                     HPDF_GetVersion(), "libdeflate", LIBDEFLATE_VERSION_STRING, "libpng",
                     dotted(png_access_version_number()));
}

json_t *bat_program_json(void)
{
    return json_pack("{s:s, s:s, s:s, s:o}", "name", "arshjul", "version", AJ_VERSION, "sources", bat_sources,
                     "libraries", libraries_json());
}
