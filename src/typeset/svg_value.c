#include "typeset/svg_value.h"

#include <math.h>
#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void skip_space(const char **p)
{
    while (is_space(**p))
        (*p)++;
}

void svg_separator(const char **p)
{
    skip_space(p);
    if (**p == ',') {
        (*p)++;
        skip_space(p);
    }
}

static double power_of_ten(int n)
{
    double value = 1;
    for (int i = n < 0 ? -n : n; i > 0; i--)
        value *= 10;
    return n < 0 ? 1 / value : value;
}

/* An exponent after e; without digits it is none (SVG's "em" units are outside the subset). */
static int read_exponent(const char **p)
{
    const char *q = *p;
    if (*q != 'e' && *q != 'E')
        return 0;
    q++;
    bool minus = *q == '-';
    if (*q == '-' || *q == '+')
        q++;
    if (*q < '0' || *q > '9')
        return 0;
    int exponent = 0;
    for (; *q >= '0' && *q <= '9'; q++)
        exponent = exponent < 1000 ? exponent * 10 + (*q - '0') : exponent;
    *p = q;
    return minus ? -exponent : exponent;
}

bool svg_number(const char **p, double *out)
{
    const char *q = *p;
    bool minus = *q == '-', any = false;
    if (*q == '-' || *q == '+')
        q++;
    uint64_t digits = 0;
    int scale = 0;
    bool point = false;
    for (;; q++) {
        if (*q == '.' && !point) {
            point = true;
            continue;
        }
        if (*q < '0' || *q > '9')
            break;
        any = true;
        if (digits < UINT64_MAX / 20) {
            digits = digits * 10 + (uint64_t)(*q - '0');
            scale -= point;
        } else {
            scale += !point;
        }
    }
    if (!any)
        return false;
    scale += read_exponent(&q);
    if (scale > 60 || scale < -400)
        return false;
    double value = scale < -300 ? 0 : (double)digits;
    value = scale < 0 ? value / power_of_ten(-scale < 300 ? -scale : 300) : value * power_of_ten(scale);
    *out = minus ? -value : value;
    *p = q;
    return true;
}

bool svg_length(const char *text, double *out)
{
    static const struct {
        const char *unit;
        double px;
    } units[] = {{"", 1}, {"px", 1}, {"pt", 96 / 72.0}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}};
    const char *p = text;
    skip_space(&p);
    if (!svg_number(&p, out))
        return false;
    size_t n = strlen(p);
    while (n && is_space(p[n - 1]))
        n--;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strlen(units[i].unit) == n && !memcmp(units[i].unit, p, n)) {
            *out *= units[i].px;
            return true;
        }
    return false;
}

int svg_numbers(const char *text, double *out, int most)
{
    int count = 0;
    skip_space(&text);
    while (*text) {
        double value;
        if (count == most || !svg_number(&text, &value))
            return -1;
        out[count++] = value;
        svg_separator(&text);
    }
    return count;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool hex_color(const char *text, struct doc_color *out)
{
    size_t n = strlen(text);
    int digits[6];
    if (n != 3 && n != 6)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((digits[i] = hex(text[i])) < 0)
            return false;
    uint8_t rgb[3];
    for (int i = 0; i < 3; i++)
        rgb[i] = (uint8_t)(n == 3 ? digits[i] * 17 : digits[2 * i] * 16 + digits[2 * i + 1]);
    *out = (struct doc_color){rgb[0], rgb[1], rgb[2], 255};
    return true;
}

/* The numbers of "rgb(1, 2 3 / 1)": three, perhaps an alpha; percents are of `whole`. How many, or -1. */
static int color_numbers(const char *p, double out[4], const double whole[4])
{
    int count = 0;
    for (svg_separator(&p); *p && *p != ')'; count++) {
        if (count == 4 || !svg_number(&p, &out[count]))
            return -1;
        if (*p == '%') {
            out[count] = out[count] / 100 * whole[count];
            p++;
        } else if (!strncmp(p, "deg", 3)) {
            p += 3;
        }
        svg_separator(&p);
        if (*p == '/')
            p++;
        svg_separator(&p);
    }
    return *p == ')' && !p[1] ? count : -1;
}

static uint8_t channel(double value)
{
    return (uint8_t)(value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5);
}

/* One channel of hsl (CSS Color 4, 7.1): n is 0, 8 or 4. */
static double from_hsl(double hue, double saturation, double light, double n)
{
    double k = fmod(n + hue / 30, 12);
    double least = k - 3 < 9 - k ? k - 3 : 9 - k;
    least = least < -1 ? -1 : least > 1 ? 1 : least;
    return 255 * (light - saturation * (light < 0.5 ? light : 1 - light) * least);
}

static bool function_color(const char *text, struct doc_color *out)
{
    static const double rgb_whole[] = {255, 255, 255, 1}, hsl_whole[] = {360, 1, 1, 1};
    const char *open = strchr(text, '(');
    size_t n = open ? (size_t)(open - text) : 0;
    double v[4] = {0, 0, 0, 1};
    bool hsl = (n == 3 || n == 4) && !strncmp(text, "hsl", 3) && (n == 3 || text[3] == 'a');
    bool rgb = (n == 3 || n == 4) && !strncmp(text, "rgb", 3) && (n == 3 || text[3] == 'a');
    if (!(hsl || rgb) || color_numbers(open + 1, v, hsl ? hsl_whole : rgb_whole) < 3 || v[3] < 1)
        return false;
    if (hsl) {
        if (v[0] < -36000 || v[0] > 36000)
            return false;
        double hue = fmod(v[0], 360), saturation = v[1], light = v[2];
        hue = hue < 0 ? hue + 360 : hue;
        v[0] = from_hsl(hue, saturation, light, 0);
        v[1] = from_hsl(hue, saturation, light, 8);
        v[2] = from_hsl(hue, saturation, light, 4);
    }
    *out = (struct doc_color){channel(v[0]), channel(v[1]), channel(v[2]), 255};
    return true;
}

bool svg_color(const char *text, struct doc_color current, struct doc_color *out)
{
    if (*text == '#')
        return hex_color(text + 1, out);
    if (!strcmp(text, "none") || !strcmp(text, "transparent"))
        *out = (struct doc_color){0, 0, 0, 0};
    else if (!strcmp(text, "currentColor") || !strcmp(text, "currentcolor"))
        *out = current;
    else
        return doc_color_named(text, out) || function_color(text, out);
    return true;
}

struct svg_matrix svg_multiply(struct svg_matrix o, struct svg_matrix i)
{
    return (struct svg_matrix){o.a * i.a + o.c * i.b,       o.b * i.a + o.d * i.b,
                               o.a * i.c + o.c * i.d,       o.b * i.c + o.d * i.d,
                               o.a * i.e + o.c * i.f + o.e, o.b * i.e + o.d * i.f + o.f};
}

static double radians(double degrees)
{
    return degrees * 3.14159265358979323846 / 180;
}

static struct svg_matrix rotation(double degrees)
{
    double turns = fmod(degrees, 360);
    if (fmod(turns, 90) == 0) { /* exact, where sine and cosine are not */
        int quarters = (int)(turns / 90 + 4) % 4;
        static const double cosine[] = {1, 0, -1, 0}, sine[] = {0, 1, 0, -1};
        return (struct svg_matrix){cosine[quarters], sine[quarters], -sine[quarters], cosine[quarters], 0, 0};
    }
    double c = cos(radians(turns)), s = sin(radians(turns));
    return (struct svg_matrix){c, s, -s, c, 0, 0};
}

/* The matrix of one function with its arguments; false where their number does not fit. */
static bool function_matrix(const char *name, size_t n, const double *v, int count, struct svg_matrix *m)
{
    *m = (struct svg_matrix){1, 0, 0, 1, 0, 0};
    if (n == 6 && !memcmp(name, "matrix", 6) && count == 6) {
        *m = (struct svg_matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
    } else if (n == 9 && !memcmp(name, "translate", 9) && (count == 1 || count == 2)) {
        m->e = v[0];
        m->f = count == 2 ? v[1] : 0;
    } else if (n == 5 && !memcmp(name, "scale", 5) && (count == 1 || count == 2)) {
        m->a = v[0];
        m->d = count == 2 ? v[1] : v[0];
    } else if (n == 6 && !memcmp(name, "rotate", 6) && (count == 1 || count == 3)) {
        struct svg_matrix to = {1, 0, 0, 1, count == 3 ? v[1] : 0, count == 3 ? v[2] : 0};
        struct svg_matrix from = {1, 0, 0, 1, -to.e, -to.f};
        *m = svg_multiply(svg_multiply(to, rotation(v[0])), from);
    } else if (n == 5 && !memcmp(name, "skewX", 5) && count == 1) {
        m->c = tan(radians(v[0]));
    } else if (n == 5 && !memcmp(name, "skewY", 5) && count == 1) {
        m->b = tan(radians(v[0]));
    } else {
        return false;
    }
    return true;
}

bool svg_transform(const char *text, struct svg_matrix *out)
{
    struct svg_matrix result = {1, 0, 0, 1, 0, 0}, one;
    skip_space(&text);
    while (*text) {
        const char *name = text;
        while ((*text | 32) >= 'a' && (*text | 32) <= 'z')
            text++;
        size_t n = (size_t)(text - name);
        skip_space(&text);
        if (*text++ != '(')
            return false;
        double values[6];
        int count = 0;
        skip_space(&text);
        while (*text != ')') {
            if (count == 6 || !svg_number(&text, &values[count++]))
                return false;
            svg_separator(&text);
        }
        text++;
        if (!function_matrix(name, n, values, count, &one))
            return false;
        result = svg_multiply(result, one);
        svg_separator(&text);
    }
    *out = result;
    return true;
}
