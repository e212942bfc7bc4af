/*
 * One prefix a folder; calls run one way, cli -> watch, calendar, archive, changes -> batch -> each stage in
 * order. All may call the services base and font; cli and watch call pool.
 *
 *   aj_   base       arena, buffers, maps, places, diagnostics, exact numbers, files
 *   fnt_  font       faces, shaping, word cache, subsets
 *   src_  source     bytes -> tables and XML trees whose every cell and element has a place
 *   mdl_  model      statements, indicators, goals, actions, units, kinds of missing
 *   met_  metric     formulas, checks, bound prose -> the data document
 *   cmp_  compose    schemas and XSLT -> XHTML
 *   doc_  document   XHTML + CSS -> nodes with computed styles
 *   ch_   chart      chart elements -> SVG nodes
 *   ty_   typeset    nodes -> pages of fragments
 *   pdf_  pdf        fragments + structure -> bytes; the only caller of libharu
 *   web_  web        the document -> one HTML page
 *   bat_  batch      one report, and many, through all stages; build records
 *   pool_ pool       work done in processes of its own, and the signals that end it
 *   chg_  changes    what differs between two editions of a report
 *   cal_  calendar   the yearly wheel: what is due, late or done; the wheel as iCalendar
 *   arc_  archive    the page that lists what was printed
 *   wat_  watch      what people save, which reports it concerns, and their pages of findings
 *   cli_  cli        commands and options
 */
#ifndef ARSHJUL_H
#define ARSHJUL_H

#include <stddef.h>
#include <stdint.h>

/* A length in 1/1000 pt: 32 bits hold 749 m, more than any page. */
typedef int32_t aj_len;

/* A place in a source file: an index into the job's table of places; 0 is "no known place". */
typedef uint32_t aj_at;

#endif
