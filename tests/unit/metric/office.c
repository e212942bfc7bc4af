#include "office.h"

#include "base/file.h"
#include "finding.h"
#include "folder.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char office_sources[] =
    "<source file=\"resultat.csv\" unit=\"tkr\"/><source file=\"drift.csv\" unit=\"tkr\"/>"
    "<source file=\"inv.csv\" unit=\"tkr\"/><source file=\"mal.csv\"/><source file=\"ind.csv\"/>"
    "<source file=\"nyckeltal.csv\"/>";

static const struct {
    const char *name, *text;
} tables[] = {
    {"resultat.csv", "Post;Budget 2022;Plan 2023;Plan 2024\n"
                     "Verksamhetens nettokostnader exkl. avskrivningar;-900;-950;-990\n"
                     "Avskrivningar;-50;-50;-60\n"
                     "Verksamhetens nettokostnader;-950;-1 000;-1 050\n"
                     "Skatteintäkter;800;850;900\n"
                     "Generella statsbidrag och utjämning;200;200;200\n"
                     "Verksamhetens resultat;50;50;50\n"
                     "Finansiella intäkter;10;10;10\n"
                     "Finansiella kostnader;-20;-18;-20\n"
                     "Resultat efter finansiella poster;40;42;40\n"
                     "Årets resultat;40;42;40\n"},
    {"drift.csv",
     "Nämnd;Budget 2022;Plan 2023\nSkolnämnden;600;620\nSocialnämnden;300;0\nSumma kommunbidrag;900;620\n"},
    {"inv.csv", "Nämnd;2022;2023\nSkolnämnden;1 500;2 500\nAvgiftsfinansierad verksamhet;500;500\n"
                "Summa investeringar;2 000;3 000\n"},
    {"mal.csv", "Mål;Fokusområde;Rubrik\n1;Lärande;Alla elever når sina mål\n2;Miljö;Luften är ren\n"},
    {"ind.csv", "Mål;Kortnamn;Indikator;Enhet;Bäst;Delmål 2023;Utfall 2020;Utfall 2019;Utfall 2018;Källa\n"
                "1;Behörighet;Behöriga till gymnasiet;procent;högt;91;90,5;84,5;84,5;Skolverket\n"
                "1;Tid;Tid till beslut;dagar;lågt;40;35;124;;Kommunen\n"
                "1;Betyg;Elevernas betyg på skolan;skala 1–6;högt;3,5;2,28 (2020) 2,50 (2021);2,14;-;Enkät\n"
                "2;Plats;Plats i rankning;placering;lågt;10;1;16;i.u.;Tidningen\n"
                "2;Riktning;Utan riktning;procent;;5;4;3;2;\n"},
    {"nyckeltal.csv", "Nyckeltal;Alingsås 2024;Liknande kommuner 2024\nSvar på frågor, andel;71 %;69 %\n"
                      "Antal chefer;12;9\n"},
};

void office_write(const struct office *office, const char *name, const char *text)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", office->folder, name);
    cr_assert(aj_file_write(path, text, strlen(text)));
}

void office_write_template(const struct office *office, const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "templates/%s", name);
    office_write(office, path, text);
}

void office_open(struct office *office)
{
    char pattern[] = "/tmp/office-XXXXXX";
    *office = (struct office){.folder = strdup(mkdtemp(pattern))};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        office_write(office, tables[i].name, tables[i].text);
}

static void bind(struct office *office, const char *attributes, const char *data, const char *body,
                 bool own_templates)
{
    char templates[300], path[300];
    snprintf(templates, sizeof templates, "%s/templates", office->folder);
    snprintf(path, sizeof path, "%s/report.xml", office->folder);
    aj_job_free(office->job);
    office->job = aj_job_new(office->folder, own_templates ? templates : AJ_SOURCE_DIR "/templates");
    const char *text =
        aj_printf(office->job->arena,
                  "<report kind=\"budget\" status=\"utkast\" %s><front><title>T</title></front>\n"
                  "<data>%s</data>\n"
                  "<section id=\"s\"><h1>R</h1>\n%s\n</section></report>\n",
                  attributes, data, body);
    office_write(office, "report.xml", text);
    xmlDocPtr report = src_xml_read(office->job, path);
    cr_assert_not_null(report);
    office->result = met_bind(office->job, report);
}

void office_bind(struct office *office, const char *data, const char *body, bool own_templates)
{
    bind(office, "", data, body, own_templates);
}

void office_bind_as(struct office *office, const char *attributes, const char *data, const char *body)
{
    bind(office, attributes, data, body, false);
}

void office_close(struct office *office)
{
    remove_folder(office->folder);
    free(office->folder);
    aj_job_free(office->job);
}

void office_expect(const struct office *office, enum aj_code code, const char *file, uint32_t line,
                   uint32_t column, const char *hint)
{
    const struct aj_job *job = office->job;
    char path[300];
    snprintf(path, sizeof path, "%s/%s", office->folder, file);
    uint32_t found = job->diags->len;
    for (uint32_t i = job->diags->len; i-- > 0;)
        if (job->diags->items[i].code == code)
            found = i;
    struct aj_place place =
        aj_places_at(job->places, found < job->diags->len ? job->diags->items[found].at : 0);
    if (found == job->diags->len)
        assert_finding_count(job, UINT32_MAX); /* prints those there are */
    cr_assert(found < job->diags->len, "no %s", aj_code_name(code));
    size_t n = place.file ? strlen(place.file) : 0, m = strlen(file);
    cr_assert(n >= m && !strcmp(place.file + n - m, file), "%s at %s", aj_code_name(code), place.file);
    assert_finding(job, found, code, place.file, line, column, hint);
}

const char *office_text(struct office *office)
{
    struct aj_buf out = AJ_BUF_INIT;
    met_text(office->job, office->result, &out);
    static const char head[] = "\n# R\n";
    cr_assert_eq(strncmp(out.data, head, sizeof head - 1), 0);
    char *text = aj_strdup(office->job->arena, out.data + sizeof head - 1),
         *end = strstr(text, "\n-- diagnostics --");
    *end = '\0';
    aj_buf_free(&out);
    while (end > text && end[-1] == '\n')
        *--end = '\0';
    return text;
}

const char *office_plain(struct office *office)
{
    char *text = aj_strdup(office->job->arena, office_text(office)), *to = text;
    for (const char *p = text; *p; p++) {
        bool wide = p[0] == '\xC2' && p[1] == '\xA0';
        *to++ = wide ? ' ' : *p;
        p += wide;
    }
    *to = '\0';
    return text;
}
