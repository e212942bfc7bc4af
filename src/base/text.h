/*
 * What the program says on a terminal, in the language of the locale: help, summaries, the words around a
 * finding. GNU gettext finds the texts (src/po/), by LANGUAGE, LC_ALL, LC_MESSAGES and LANG as it always
 * does; LC_MESSAGES is the only category that is ever set, so that numbers, letters and order stay what they
 * are. No document, build record or JSON may hold such a text: what those say does not depend on who runs the
 * program.
 */
#ifndef AJ_TEXT_H
#define AJ_TEXT_H

#include "base/diag.h"

/* Marks a text of a table, which aj_text() is asked for later; xgettext collects it. */
#define AJ_TEXT(english) english

/*
 * Takes the locale's language from now on. `folder` holds the catalogues (sv/LC_MESSAGES/arshjul.mo); NULL:
 * everything is said in English. Until it is called, so it is too.
 */
void aj_text_open(const char *folder);

/*
 * The language of the catalogue that gettext chose, which the texts of messages.def follow: so one decision
 * settles both, and an answer never mixes languages.
 */
enum aj_language aj_text_language(void);

/* The text in the language of the locale; borrowed for good. "" stays "". */
const char *aj_text(const char *english) __attribute__((format_arg(1)));

/* The form of the text that goes with a number. */
const char *aj_text_n(const char *one, const char *many, unsigned long number)
    __attribute__((format_arg(1), format_arg(2)));

#endif
