/* Names that tell what made a file. */
#include "suite.h"
#include "watch/watch.h"

#include <string.h>

AJ_SUITE(names);

Test(names, programs_own_files_are_passed_over)
{
    static const char *const own[] = {
        "~$report.docx",
        ".~lock.resultat.csv#",
        ".report.xml.swp",
        "report.xml.swp",
        "report.swo",
        "#report.xml#",
        "report.xml~",
        ".DS_Store",
        "._report.xml",
        "Thumbs.db",
        "thumbs.db",
        "desktop.ini",
        "Desktop.ini",
        "x.tmp",
        "X.TMP",
        "~WRL0001.tmp",
        "report.xml.bak",
        "data.csv.part",
        "data.crdownload",
        "4913",
        ".nfs000000001",
        "report.xml.sb-1a2-xy",
        "report.xml.lck",
        ".arshjul-12-1.tmp",
        "bild.png.filepart",
        ".report.xml.kate-swp",
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        cr_expect(wat_name_is_passed(own[i]), "%s", own[i]);
}

Test(names, what_people_save_is_not_passed_over)
{
    static const char *const theirs[] = {
        "report.xml",      "resultatbudget.csv", "mål 1.csv", "karta.png", "theme.css",
        "budget-2022.csv", "report (1).xml",     "49131.csv", "#1.csv",    "x#",
        "temp.csv",        "backup.xml",         "swp.csv",   "~1.csv",    "tmp",
        "lock.csv",        "part 2 (T1).csv",
    };
    for (size_t i = 0; i < sizeof theirs / sizeof *theirs; i++)
        cr_expect_not(wat_name_is_passed(theirs[i]), "%s", theirs[i]);
}

Test(names, copies_tell_what_they_are_copies_of)
{
    static const struct {
        const char *name, *original;
    } copies[] = {
        {"report (1).xml", "report.xml"},
        {"report (12).xml", "report.xml"},
        {"report(1).xml", "report.xml"},
        {"report - Kopia.xml", "report.xml"},
        {"report - Kopia (2).xml", "report.xml"},
        {"report \xE2\x80\x93 kopia.xml", "report.xml"},
        {"report - Copy.xml", "report.xml"},
        {"report - Copy (3).xml", "report.xml"},
        {"report kopia.xml", "report.xml"},
        {"report kopia 2.xml", "report.xml"},
        {"report copy.xml", "report.xml"},
        {"report 2.xml", "report.xml"},
        {"Kopia av report.xml", "report.xml"},
        {"Kopia (2) av report.xml", "report.xml"},
        {"Copy of report.xml", "report.xml"},
        {"report-DESKTOP-AB12.xml", "report.xml"},
        {"report-DESKTOP-AB12-2.xml", "report.xml"},
        {"report-LAPTOP-9Q.xml", "report.xml"},
        {"report-KLT12345.xml", "report.xml"},
        {"report (conflicted copy 2024-05-01 101112).xml", "report.xml"},
        {"report (Anna Anderssons konfliktkopia 2024-05-01).xml", "report.xml"},
        {"report (Annas motstridiga kopia 2024-05-01).xml", "report.xml"},
        {"report (SFConflict anna 2024-05-01-10-11-12).xml", "report.xml"},
        {"report (Case Conflict).xml", "report.xml"},
        {"report_conflict-20240501-101112.xml", "report.xml"},
        {"report.sync-conflict-20240501-101112-ABCDEFG.xml", "report.xml"},
        {"report [Conflict].xml", "report.xml"},
        {"report (anna v1).xml", "report.xml"},
        {"Resultat - Kopia.csv", "Resultat.csv"},
        {"resultat (1).csv", "resultat.csv"},
        {"karta-DESKTOP-AB12.png", "karta.png"},
    };
    struct aj_buf original = AJ_BUF_INIT;
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
        aj_buf_clear(&original);
        cr_expect(wat_name_is_copy(copies[i].name, &original), "%s", copies[i].name);
        cr_expect(original.data && strcmp(original.data, copies[i].original) == 0, "%s: %s", copies[i].name,
                  original.data);
    }
    aj_buf_free(&original);
}

Test(names, other_names_are_no_copies)
{
    static const char *const plain[] = {
        "report.xml",
        "budget (2022).csv",
        "mal-1.csv",
        "mal 2.csv",
        "mal-T1.csv",
        "mal-VT2022.csv",
        "report-2022.xml",
        "report-bil.xml",
        "kopia.csv",
        "copy.xml",
        "(1).xml",
        "report",
        ".report (1).xml",
        "a - b.csv",
        "report (1).xml.tmp",
        "befolkning (prognos).csv",
        "report-.xml",
        "kopior av allt.csv",
    };
    struct aj_buf original = AJ_BUF_INIT;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        cr_expect_not(wat_name_is_copy(plain[i], &original), "%s is a copy of %s", plain[i], original.data);
    aj_buf_free(&original);
}
