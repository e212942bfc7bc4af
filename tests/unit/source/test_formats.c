/* Files of other formats, which a folder of tables may hold, are called by their name. */
#include "finding.h"
#include "source/source.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(formats);

Test(formats, a_file_that_is_no_table_is_told_by_its_format)
{
    static const struct {
        const char *bytes, *name;
    } cases[] = {
        {"PK\x03\x04\x14", "Excel (xlsx, ods)"},
        {"\xD0\xCF\x11\xE0\xA1", "Excel (xls)"},
        {"%PDF-1.7\n", "PDF"},
        {"<!DOCTYPE html>\n<html>", "HTML"},
        {"\n<html><body>", "HTML"},
        {"<?xml version=\"1.0\"?><a/>", "XML"},
        {"AXIS-VERSION=\"2013\";\n", "PX"},
        {"#FLAGGA 0\r\n", "SIE"},
        {"[{\"a\":1}]", "JSON"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = aj_job_new(NULL, NULL);
        cr_expect_null(src_csv_parse(job, "t.csv", cases[i].bytes, strlen(cases[i].bytes)));
        cr_expect_str_eq(job->diags->items[0].args[0], cases[i].name);
        assert_finding(job, 0, AJ_E0114, "t.csv", 1, 1, "fetch or save the table as CSV where it comes from");
        aj_job_free(job);
    }
}
