/*
 * Opacity (SVG 1.1, 14.5): of fills and strokes, and of a shape that has only one of them. A group's would
 * let its shapes show through each other, where SVG shows them as one: that is refused.
 */
#include "typeset/svg_draw.h"

#include <string.h>

/* An attribute between 0 and 1, a number or percentage; 1 where it is missing or refused. */
static double read_opacity(struct svg_drawer *d, doc_id id, const char *name)
{
    const char *text = doc_attr(d->doc, id, name), *p = text;
    double value;
    if (!text)
        return 1;
    bool number = svg_number(&p, &value);
    if (number && *p == '%') {
        value /= 100;
        p++;
    }
    if (number && !*p)
        return value < 0 ? 0 : value > 1 ? 1 : value;
    svg_refuse_value(d, id, name, text, "write a number from 0 to 1", "skriv ett tal från 0 till 1");
    return 1;
}

static bool is_shape(enum doc_tag tag)
{
    return tag == DOC_TAG_PATH || tag == DOC_TAG_RECT || tag == DOC_TAG_CIRCLE || tag == DOC_TAG_ELLIPSE ||
           tag == DOC_TAG_LINE || tag == DOC_TAG_POLYLINE || tag == DOC_TAG_POLYGON;
}

void svg_read_opacity(struct svg_drawer *d, doc_id id, struct svg_state *s)
{
    const char *text = doc_attr(d->doc, id, "opacity");
    if (doc_attr(d->doc, id, "fill-opacity"))
        s->fill_opacity = read_opacity(d, id, "fill-opacity");
    if (doc_attr(d->doc, id, "stroke-opacity"))
        s->stroke_opacity = read_opacity(d, id, "stroke-opacity");
    s->opacity = 1;
    double opacity = text ? read_opacity(d, id, "opacity") : 1;
    enum doc_tag tag = (enum doc_tag)d->doc->nodes[id].tag;
    if (opacity < 1) {
        bool fills = s->fill.a || s->gradient, strokes = s->stroke.a && s->stroke_width > 0;
        if (is_shape(tag) && !(fills && strokes))
            s->opacity = opacity;
        else
            svg_refuse_value(d, id, "opacity", text,
                             "give each shape its own, where they do not lie over each other",
                             "ge varje form sin egen, där de inte ligger över varandra");
    }
    if (tag == DOC_TAG_SVG_TEXT && s->fill.a && s->fill_opacity < 1)
        svg_refuse_value(d, id, "fill-opacity",
                         doc_attr(d->doc, id, "fill-opacity") ? doc_attr(d->doc, id, "fill-opacity") : "",
                         "write 1, and mix the colour beforehand", "skriv 1, och blanda färgen i förväg");
}

struct doc_color svg_see_through(struct doc_color color, double opacity)
{
    color.a = (uint8_t)(color.a * opacity + 0.5);
    return color;
}
