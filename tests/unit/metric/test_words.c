/* templates/VOCABULARY.md: each of its examples prints what it says, on its own table. */
#include "base/file.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(words);

/* The text without the brackets of binding and with plain blanks. */
static const char *plain(char *text)
{
    char *out = text;
    for (const char *p = text; *p;) {
        if (!strncmp(p, "⟦", strlen("⟦")) || !strncmp(p, "⟧", strlen("⟧"))) {
            p += strlen("⟦");
        } else if (!strncmp(p, "\u00A0", 2)) {
            *out++ = ' ';
            p += 2;
        } else {
            *out++ = *p++;
        }
    }
    *out = '\0';
    return text;
}

static void try_example(struct office *office, const char *line, size_t length)
{
    static const char arrow[] = " → ";
    char example[600], body[700];
    snprintf(example, sizeof example, "%.*s", (int)length, line);
    char *says = strstr(example, arrow);
    cr_assert_not_null(says, "%s", example);
    *says = '\0';
    says += sizeof arrow - 1;
    snprintf(body, sizeof body, "<p>%s</p>", example);
    office_bind(office, "<source file=\"ind.csv\"/><source file=\"trender.csv\"/><source file=\"atg.csv\"/>",
                body, false);
    char *text = aj_strdup(office->job->arena, office_text(office));
    cr_expect_str_eq(plain(text), says, "%s: %s, not %s", example, text, says);
}

Test(words, examples_print_what_they_say)
{
    size_t length, tried = 0;
    char *bytes = aj_file_read(AJ_SOURCE_DIR "/templates/VOCABULARY.md", &length);
    cr_assert_not_null(bytes);
    char *trends = strstr(bytes, "\n```\nId;Trend;"), *table = strstr(bytes, "\n```\nIndikator;");
    cr_assert_not_null(trends);
    char *actions = strstr(bytes, "\n```\nAvsnitt;Åtgärd;");
    cr_assert_not_null(table);
    cr_assert_not_null(actions);
    actions += strlen("\n```\n");
    trends += strlen("\n```\n");
    table += strlen("\n```\n");
    *strstr(trends, "```") = '\0';
    *strstr(table, "```") = '\0';
    *strstr(actions, "```") = '\0';
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", table);
    office_write(&office, "trender.csv", trends);
    office_write(&office, "atg.csv", actions);
    for (const char *line = bytes; line && line < trends; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, "    <", strlen("    <")) != 0)
            continue;
        try_example(&office, line + strlen("    "), strcspn(line, "\n") - strlen("    "));
        tried++;
    }
    cr_expect_gt(tried, 20);
    free(bytes);
    office_close(&office);
}
