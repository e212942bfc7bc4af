/* What a template may not do because long reports would take quadratic time. */
#include "suite.h"

#include <dirent.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

AJ_SUITE(patterns);

static bool is_rule(const xmlNode *node)
{
    return !strcmp((const char *)node->name, "template");
}

/* libxslt keeps a list of all nodes that match a pattern with several predicates on one step, and searches
 * it. */
static void check_file(const char *path)
{
    xmlDocPtr doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
    cr_assert_not_null(doc, "%s", path);
    for (xmlNodePtr node = xmlDocGetRootElement(doc)->children; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || !is_rule(node))
            continue;
        xmlChar *match = xmlGetNoNsProp(node, BAD_CAST "match");
        int depth = 0;
        for (const xmlChar *p = match; p && *p; p++) {
            depth += *p == '[' ? 1 : *p == ']' ? -1 : 0;
            bool chained = *p == ']' && depth == 0 && p[1] == '[';
            cr_expect(chained == false, "%s:%ld: [a][b] in %s: write [a and b]", path, xmlGetLineNo(node),
                      (const char *)match);
        }
        xmlFree(match);
    }
    xmlFreeDoc(doc);
}

static int check_folder(const char *folder, int depth)
{
    DIR *dir = opendir(folder);
    int count = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[1024];
        size_t n = strlen(entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (n > 4 && !strcmp(entry->d_name + n - 4, ".xsl")) {
            check_file(path);
            count++;
        } else if (entry->d_name[0] != '.' && depth < 3) {
            count += check_folder(path, depth + 1);
        }
    }
    if (dir)
        closedir(dir);
    return count;
}

Test(patterns, have_their_conditions_in_one_predicate)
{
    cr_assert_gt(check_folder(AJ_SOURCE_DIR "/templates", 0), 5);
}
