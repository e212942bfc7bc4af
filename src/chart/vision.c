/*
 * How colours are seen by those who lack a kind of cone: the matrices of severity 1.0 of Machado, Oliveira
 * and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6),
 * 2009, on linear light.
 */
#include "chart/internal.h"

#include <math.h>

static double linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double display(double part)
{
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    return part <= 0.0031308 ? part * 12.92 : 1.055 * pow(part, 1 / 2.4) - 0.055;
}

struct doc_color ch_seen_by(enum ch_vision vision, struct doc_color color)
{
    static const double matrices[][3][3] = {
        [CH_PROTANOPIA] = {{0.152286, 1.052583, -0.204868},
                           {0.114503, 0.786281, 0.099216},
                           {-0.003882, -0.048116, 1.051998}},
        [CH_DEUTERANOPIA] = {{0.367322, 0.860646, -0.227968},
                             {0.280085, 0.672501, 0.047413},
                             {-0.011820, 0.042940, 0.968881}},
        [CH_TRITANOPIA] = {{1.255528, -0.076749, -0.178779},
                           {-0.078411, 0.930809, 0.147602},
                           {0.004733, 0.691367, 0.303900}},
    };
    static const double light[3] = {0.2126, 0.7152, 0.0722}; /* ITU-R BT.709 */
    double in[3] = {linear(color.r / 255.0), linear(color.g / 255.0), linear(color.b / 255.0)}, out[3];
    for (int i = 0; i < 3; i++) {
        out[i] = vision == CH_NORMAL ? in[i] : 0;
        for (int k = 0; k < 3 && vision != CH_NORMAL; k++)
            out[i] += (vision == CH_GREY ? light[k] : matrices[vision][i][k]) * in[k];
        out[i] = display(out[i]) * 255 + 0.5;
    }
    return (struct doc_color){(uint8_t)out[0], (uint8_t)out[1], (uint8_t)out[2], color.a};
}

double ch_least_contrast(struct doc_color a, struct doc_color b)
{
    double least = 21;
    for (enum ch_vision vision = CH_NORMAL; vision < CH_VISIONS; vision++) {
        double contrast = ch_contrast(ch_seen_by(vision, a), ch_seen_by(vision, b));
        least = contrast < least ? contrast : least;
    }
    return least;
}
