#include "typeset/svg_path.h"

#include <math.h>
#include <string.h>

/* Bézier handles of a quarter circle of radius 1: 4/3 (√2 - 1). */
static const double quarter = 0.5522847498307936;

static void add_point(struct svg_path *path, double x, double y)
{
    AJ_PUSH(path->arena, path->points, path->point_len, path->point_cap, x);
    AJ_PUSH(path->arena, path->points, path->point_len, path->point_cap, y);
}

static void add_verb(struct svg_path *path, enum ty_verb verb)
{
    AJ_PUSH(path->arena, path->verbs, path->verb_len, path->verb_cap, (uint8_t)verb);
}

void svg_move(struct svg_path *path, double x, double y)
{
    add_verb(path, TY_MOVE);
    add_point(path, x, y);
}

void svg_line(struct svg_path *path, double x, double y)
{
    add_verb(path, TY_LINE_TO);
    add_point(path, x, y);
}

void svg_curve(struct svg_path *path, double x1, double y1, double x2, double y2, double x, double y)
{
    add_verb(path, TY_CURVE_TO);
    add_point(path, x1, y1);
    add_point(path, x2, y2);
    add_point(path, x, y);
}

void svg_close(struct svg_path *path)
{
    add_verb(path, TY_CLOSE);
}

void svg_add_rect(struct svg_path *path, double x, double y, double w, double h, double rx, double ry)
{
    rx = rx > w / 2 ? w / 2 : rx;
    ry = ry > h / 2 ? h / 2 : ry;
    double kx = rx * (1 - quarter), ky = ry * (1 - quarter);
    bool round = rx > 0 && ry > 0;
    if (!round)
        rx = ry = 0;
    svg_move(path, x + rx, y);
    svg_line(path, x + w - rx, y);
    if (round)
        svg_curve(path, x + w - kx, y, x + w, y + ky, x + w, y + ry);
    svg_line(path, x + w, y + h - ry);
    if (round)
        svg_curve(path, x + w, y + h - ky, x + w - kx, y + h, x + w - rx, y + h);
    svg_line(path, x + rx, y + h);
    if (round)
        svg_curve(path, x + kx, y + h, x, y + h - ky, x, y + h - ry);
    if (round) {
        svg_line(path, x, y + ry);
        svg_curve(path, x, y + ky, x + kx, y, x + rx, y);
    }
    svg_close(path);
}

void svg_add_ellipse(struct svg_path *path, double cx, double cy, double rx, double ry)
{
    double kx = rx * quarter, ky = ry * quarter;
    svg_move(path, cx + rx, cy);
    svg_curve(path, cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry);
    svg_curve(path, cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy);
    svg_curve(path, cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry);
    svg_curve(path, cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy);
    svg_close(path);
}

/* Where reading path data stands. */
struct pen {
    double x, y;               /* the current point */
    double start_x, start_y;   /* of the subpath */
    double handle_x, handle_y; /* the last curve's second handle, for S and T */
    char last;                 /* the command before, upper case */
};

static double angle_between(double ux, double uy, double vx, double vy)
{
    return atan2(ux * vy - uy * vx, ux * vx + uy * vy);
}

/* An elliptical arc from the pen to x, y (SVG 1.1, F.6.5 and F.6.6), as curves of at most a quarter each. */
static void add_arc(struct svg_path *path, const struct pen *pen, const double v[7])
{
    double rx = fabs(v[0]), ry = fabs(v[1]), x = v[5], y = v[6];
    if ((x == pen->x && y == pen->y) || rx == 0 || ry == 0) {
        svg_line(path, x, y);
        return;
    }
    double turn = fmod(v[2], 360) * 3.14159265358979323846 / 180, c = cos(turn), s = sin(turn);
    double dx = (pen->x - x) / 2, dy = (pen->y - y) / 2;
    double x1 = c * dx + s * dy, y1 = -s * dx + c * dy;
    double over = x1 * x1 / (rx * rx) + y1 * y1 / (ry * ry);
    if (over > 1) {
        rx *= sqrt(over);
        ry *= sqrt(over);
    }
    double across = rx * rx * y1 * y1 + ry * ry * x1 * x1;
    double left = rx * rx * ry * ry - across;
    double root = left > 0 && across > 0 ? sqrt(left / across) : 0;
    if ((v[3] != 0) == (v[4] != 0))
        root = -root;
    double cx1 = root * rx * y1 / ry, cy1 = -root * ry * x1 / rx;
    double cx = c * cx1 - s * cy1 + (pen->x + x) / 2, cy = s * cx1 + c * cy1 + (pen->y + y) / 2;
    double ux = (x1 - cx1) / rx, uy = (y1 - cy1) / ry;
    double from = angle_between(1, 0, ux, uy);
    double sweep = angle_between(ux, uy, (-x1 - cx1) / rx, (-y1 - cy1) / ry);
    const double full = 2 * 3.14159265358979323846;
    if (v[4] != 0 && sweep < 0)
        sweep += full;
    if (v[4] == 0 && sweep > 0)
        sweep -= full;
    int parts = (int)ceil(fabs(sweep) / (full / 4) - 1e-9);
    parts = parts < 1 ? 1 : parts > 4 ? 4 : parts;
    double step = sweep / parts, handle = 4.0 / 3 * tan(step / 4);
    for (int i = 0; i < parts; i++) {
        double a = from + i * step, b = a + step;
        double ax = cos(a), ay = sin(a), bx = cos(b), by = sin(b);
        double hx[3] = {rx * (ax - handle * ay), rx * (bx + handle * by), rx * bx};
        double hy[3] = {ry * (ay + handle * ax), ry * (by - handle * bx), ry * by};
        double px[3], py[3];
        for (int k = 0; k < 3; k++) {
            px[k] = c * hx[k] - s * hy[k] + cx;
            py[k] = s * hx[k] + c * hy[k] + cy;
        }
        bool end = i == parts - 1; /* exactly where the data says */
        svg_curve(path, px[0], py[0], px[1], py[1], end ? x : px[2], end ? y : py[2]);
    }
}

/* A quadratic curve with its one handle, as a cubic. */
static void add_quadratic(struct svg_path *path, const struct pen *pen, double hx, double hy, double x,
                          double y)
{
    svg_curve(path, pen->x + (hx - pen->x) * 2 / 3, pen->y + (hy - pen->y) * 2 / 3, x + (hx - x) * 2 / 3,
              y + (hy - y) * 2 / 3, x, y);
}

/* Carries out one command; its coordinates are absolute already. */
static void carry_out(struct svg_path *path, struct pen *pen, char command, const double *v)
{
    double x = pen->x, y = pen->y, hx = x, hy = y;
    bool cubic = pen->last == 'C' || pen->last == 'S', quadratic = pen->last == 'Q' || pen->last == 'T';
    double mirror_x = 2 * x - pen->handle_x, mirror_y = 2 * y - pen->handle_y;
    switch (command) {
    case 'M':
        svg_move(path, x = pen->start_x = v[0], y = pen->start_y = v[1]);
        break;
    case 'L':
        svg_line(path, x = v[0], y = v[1]);
        break;
    case 'H':
        svg_line(path, x = v[0], y);
        break;
    case 'V':
        svg_line(path, x, y = v[0]);
        break;
    case 'C':
        svg_curve(path, v[0], v[1], hx = v[2], hy = v[3], x = v[4], y = v[5]);
        break;
    case 'S':
        svg_curve(path, cubic ? mirror_x : x, cubic ? mirror_y : y, hx = v[0], hy = v[1], v[2], v[3]);
        x = v[2];
        y = v[3];
        break;
    case 'Q':
        add_quadratic(path, pen, hx = v[0], hy = v[1], v[2], v[3]);
        x = v[2];
        y = v[3];
        break;
    case 'T':
        hx = quadratic ? mirror_x : x;
        hy = quadratic ? mirror_y : y;
        add_quadratic(path, pen, hx, hy, x = v[0], y = v[1]);
        break;
    case 'A':
        add_arc(path, pen, v);
        x = v[5];
        y = v[6];
        break;
    default:
        svg_close(path);
        x = pen->start_x;
        y = pen->start_y;
        break;
    }
    bool curve = command == 'C' || command == 'S' || command == 'Q' || command == 'T';
    *pen = (struct pen){x, y, pen->start_x, pen->start_y, curve ? hx : x, curve ? hy : y, command};
}

/* How many numbers a command takes, or -1 where the letter is none. */
static int arguments_of(char command)
{
    static const char commands[] = "MLHVCSQTAZ";
    static const int8_t counts[] = {2, 2, 1, 1, 6, 4, 4, 2, 7, 0};
    const char *found = command ? strchr(commands, command) : NULL;
    return found ? counts[found - commands] : -1;
}

/* The numbers of one command; flags of an arc are single digits that need nothing between them. */
static bool read_arguments(const char **p, char command, int count, double *v)
{
    for (int i = 0; i < count; i++) {
        svg_separator(p);
        if (command == 'A' && (i == 3 || i == 4)) {
            if (**p != '0' && **p != '1')
                return false;
            v[i] = *(*p)++ - '0';
        } else if (!svg_number(p, &v[i])) {
            return false;
        }
    }
    return true;
}

static void make_absolute(const struct pen *pen, char command, int count, double *v)
{
    if (command == 'H') {
        v[0] += pen->x;
    } else if (command == 'V') {
        v[0] += pen->y;
    } else {
        for (int i = command == 'A' ? 5 : 0; i + 1 < count; i += 2) {
            v[i] += pen->x;
            v[i + 1] += pen->y;
        }
    }
}

const char *svg_read_path(struct svg_path *path, const char *data)
{
    struct pen pen = {0};
    const char *p = data;
    svg_separator(&p);
    while (*p) {
        const char *start = p;
        char letter = *p++;
        bool relative = letter >= 'a' && letter <= 'z';
        char command = relative ? (char)(letter - 32) : letter;
        int count = arguments_of(command);
        if (count < 0 || (command != 'M' && !pen.last))
            return start;
        bool more;
        do {
            const char *from = p;
            double v[7];
            if (!read_arguments(&p, command, count, v))
                return from;
            if (count && command != 'M' && pen.last == 'Z')
                svg_move(path, pen.x, pen.y);
            if (relative)
                make_absolute(&pen, command, count, v);
            carry_out(path, &pen, command, v);
            if (command == 'M')
                command = 'L'; /* what follows a move is lines */
            svg_separator(&p);
            more = count && (*p == '-' || *p == '+' || *p == '.' || (*p >= '0' && *p <= '9'));
        } while (more);
    }
    return NULL;
}

/* Widens low..high by where a cubic curve's coordinate turns. */
static void add_turns(double p0, double p1, double p2, double p3, double *low, double *high)
{
    double a = p3 - 3 * p2 + 3 * p1 - p0, b = 2 * (p2 - 2 * p1 + p0), c = p1 - p0;
    double root = b * b - 4 * a * c, at[2] = {-1, -1};
    if (a == 0 && b != 0) {
        at[0] = -c / b;
    } else if (a != 0 && root >= 0) {
        at[0] = (-b + sqrt(root)) / (2 * a);
        at[1] = (-b - sqrt(root)) / (2 * a);
    }
    for (int i = 0; i < 2; i++) {
        double t = at[i], u = 1 - t;
        if (!(t > 0 && t < 1))
            continue;
        double v = u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3;
        *low = v < *low ? v : *low;
        *high = v > *high ? v : *high;
    }
}

void svg_path_box(const struct svg_path *path, double box[4])
{
    static const uint32_t counts[] = {1, 1, 3, 0};
    double low[2] = {0, 0}, high[2] = {0, 0};
    const double *p = path->points;
    for (uint32_t i = 0; i < path->verb_len; p += 2 * counts[path->verbs[i]], i++) {
        uint32_t count = counts[path->verbs[i]];
        for (int k = 0; k < 2 && count; k++) {
            double v = p[2 * (count - 1) + (uint32_t)k];
            low[k] = !i || v < low[k] ? v : low[k];
            high[k] = !i || v > high[k] ? v : high[k];
            if (count == 3)
                add_turns(p[k - 2], p[k], p[k + 2], p[k + 4], &low[k], &high[k]);
        }
    }
    for (int k = 0; k < 2; k++) {
        box[k] = low[k];
        box[k + 2] = high[k] - low[k];
    }
}

aj_len svg_round(double value)
{
    static const double most = 1e8; /* 100,000 pt: seven times PDF's largest page */
    if (!(value > -most))
        return (aj_len)-most;
    if (value > most)
        return (aj_len)most;
    return (aj_len)(value < 0 ? value - 0.5 : value + 0.5);
}

struct ty_path *svg_give_path(const struct svg_path *path, const struct svg_matrix *m, struct ty_rect *bounds)
{
    struct ty_path *out = AJ_NEW(path->arena, struct ty_path);
    uint32_t count = path->point_len / 2;
    aj_len *points = AJ_NEW_N(path->arena, aj_len, path->point_len + 1);
    aj_len low[2] = {0, 0}, high[2] = {0, 0};
    for (uint32_t i = 0; i < count; i++) {
        double x = path->points[2 * i], y = path->points[2 * i + 1];
        points[2 * i] = svg_round(m->a * x + m->c * y + m->e);
        points[2 * i + 1] = svg_round(m->b * x + m->d * y + m->f);
        for (int k = 0; k < 2; k++) {
            aj_len value = points[2 * i + (uint32_t)k];
            low[k] = !i || value < low[k] ? value : low[k];
            high[k] = !i || value > high[k] ? value : high[k];
        }
    }
    *bounds = (struct ty_rect){low[0], low[1], high[0] - low[0], high[1] - low[1]};
    out->verb_count = path->verb_len;
    out->verbs = path->verbs;
    out->point_count = count;
    out->points = points;
    return out;
}

uint32_t svg_part_count(const struct svg_path *path)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < path->verb_len; i++)
        count += path->verbs[i] == TY_MOVE;
    return count;
}

/* Twice the area around which the points turn, each part closed. */
static double turned_area(const struct svg_path *path, const struct svg_matrix *m)
{
    static const uint32_t counts[] = {1, 1, 3, 0};
    double area = 0, from[2] = {0, 0}, start[2] = {0, 0};
    const double *p = path->points;
    for (uint32_t i = 0; i < path->verb_len; i++)
        for (uint32_t k = 0; k < counts[path->verbs[i]]; k++, p += 2) {
            if (path->verbs[i] == TY_MOVE) {
                area += from[0] * start[1] - start[0] * from[1];
                start[0] = p[0];
                start[1] = p[1];
            } else {
                area += from[0] * p[1] - p[0] * from[1];
            }
            from[0] = p[0];
            from[1] = p[1];
        }
    area += from[0] * start[1] - start[0] * from[1];
    return area * (m->a * m->d - m->b * m->c);
}

static void put_reversed(struct svg_path *out, const struct svg_path *part)
{
    const double *p = part->points + part->point_len;
    if (part->point_len < 2)
        return;
    p -= 2;
    svg_move(out, p[0], p[1]);
    for (uint32_t i = part->verb_len; i-- > 1;) {
        if (part->verbs[i] == TY_LINE_TO) {
            p -= 2;
            svg_line(out, p[0], p[1]);
        } else if (part->verbs[i] == TY_CURVE_TO) {
            p -= 6;
            svg_curve(out, p[4], p[5], p[2], p[3], p[0], p[1]);
        }
    }
    svg_close(out);
}

/* The parts of a path, one by one: from verb and point numbers on to where the next begins. */
static struct svg_path next_part(const struct svg_path *path, uint32_t *verb, uint32_t *point)
{
    static const uint32_t counts[] = {1, 1, 3, 0};
    struct svg_path part = {.verbs = path->verbs + *verb, .points = path->points + *point};
    do {
        part.point_len += 2 * counts[path->verbs[*verb]];
        part.verb_len++;
        ++*verb;
    } while (*verb < path->verb_len && path->verbs[*verb] != TY_MOVE);
    *point += part.point_len;
    return part;
}

void svg_append_path(struct svg_path *path, const struct svg_path *shape, const struct svg_matrix *m)
{
    struct svg_path moved = {.arena = path->arena};
    for (uint32_t i = 0; i < shape->point_len; i += 2) {
        double x = shape->points[i], y = shape->points[i + 1];
        add_point(&moved, m->a * x + m->c * y + m->e, m->b * x + m->d * y + m->f);
    }
    moved.verbs = shape->verbs;
    moved.verb_len = shape->verb_len;
    bool reverse = turned_area(shape, m) < 0;
    for (uint32_t verb = 0, point = 0; verb < moved.verb_len;) {
        struct svg_path part = next_part(&moved, &verb, &point);
        if (reverse) {
            put_reversed(path, &part);
            continue;
        }
        for (uint32_t i = 0; i < part.verb_len; i++)
            add_verb(path, (enum ty_verb)part.verbs[i]);
        for (uint32_t i = 0; i < part.point_len; i += 2)
            add_point(path, part.points[i], part.points[i + 1]);
    }
}
