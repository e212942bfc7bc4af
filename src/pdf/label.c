/* Page labels (ISO 32000-1 12.4.2) from the labels as printed: "1", "ii", "A-3". */
#include "pdf/write.h"

#include <string.h>

struct label {
    const char *prefix;
    size_t prefix_length;
    char style; /* 'D', 'r', 'R', or 0: the prefix is all */
    uint32_t number;
};

static uint32_t roman_value(char c)
{
    static const char letters[] = "ivxlcdm";
    static const uint32_t values[] = {1, 5, 10, 50, 100, 500, 1000};
    const char *at = c ? strchr(letters, c) : NULL;
    return at ? values[at - letters] : 0;
}

static size_t write_roman(uint32_t n, char out[32])
{
    static const struct {
        uint32_t value;
        const char *text;
    } parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    size_t length = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        for (; n >= parts[i].value && length < 28; n -= parts[i].value) {
            strcpy(out + length, parts[i].text);
            length += strlen(parts[i].text);
        }
    return length;
}

/* A capital in lower case; what is none gives something that is no numeral. */
static char lower_letter(char c)
{
    static const char capitals[] = "IVXLCDM", letters[] = "ivxlcdm?";
    return letters[strcspn(capitals, (const char[]){c, '\0'})];
}

/* The number that a whole label is in Roman numerals, written the usual way; 0 if it is none. */
static uint32_t read_roman(const char *text, bool upper)
{
    char lower[16], usual[32];
    size_t length = strlen(text);
    if (!length || length >= sizeof lower)
        return 0;
    for (size_t i = 0; i < length; i++)
        lower[i] = upper ? lower_letter(text[i]) : text[i];
    uint32_t n = 0;
    for (size_t i = 0; i < length; i++) {
        uint32_t value = roman_value(lower[i]), next = i + 1 < length ? roman_value(lower[i + 1]) : 0;
        if (!value)
            return 0;
        n += value < next ? 0 - value : value;
    }
    bool same = n && n < 4000 && write_roman(n, usual) == length && !memcmp(usual, lower, length);
    return same ? n : 0;
}

static struct label read_label(const char *text)
{
    struct label label = {.prefix = text, .prefix_length = strlen(text)};
    size_t digits = 0;
    while (digits < label.prefix_length && digits < 9 && text[label.prefix_length - digits - 1] >= '0' &&
           text[label.prefix_length - digits - 1] <= '9')
        digits++;
    /* "007" is not what a number 7 would be shown as: leading zeros belong to the prefix. */
    while (digits && text[label.prefix_length - digits] == '0')
        digits--;
    if (digits) {
        label.prefix_length -= digits;
        label.style = 'D';
        for (const char *p = text + label.prefix_length; *p; p++)
            label.number = label.number * 10 + (uint32_t)(*p - '0');
        return label;
    }
    uint32_t lower = read_roman(text, false), upper = lower ? 0 : read_roman(text, true);
    if (lower || upper) {
        label.style = lower ? 'r' : 'R';
        label.number = lower + upper;
        label.prefix_length = 0;
    }
    return label;
}

static bool follows(const struct label *a, const struct label *b)
{
    return a->style && a->style == b->style && b->number == a->number + 1 &&
           a->prefix_length == b->prefix_length && !memcmp(a->prefix, b->prefix, a->prefix_length);
}

void pdf_put_page_labels(struct pdf_writer *w, struct aj_buf *buf)
{
    struct label last = {0};
    aj_buf_str(buf, "/PageLabels<</Nums[");
    for (uint32_t i = 0; i < w->pages->page_count; i++) {
        const char *text = w->pages->pages[i].label;
        struct label label = read_label(text ? text : "");
        bool continues = i && follows(&last, &label);
        last = label;
        if (continues)
            continue;
        pdf_put_int(buf, i);
        aj_buf_str(buf, "<<");
        if (label.style) {
            aj_buf_str(buf, "/S/");
            aj_buf_char(buf, label.style);
            aj_buf_str(buf, "/St ");
            pdf_put_int(buf, label.number);
        }
        if (label.prefix_length || !label.style) {
            aj_buf_str(buf, "/P");
            pdf_put_text(buf, label.prefix, label.prefix_length);
        }
        aj_buf_str(buf, ">>");
    }
    aj_buf_str(buf, "]>>");
}
