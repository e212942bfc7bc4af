<?xml version="1.0" encoding="UTF-8"?>
<!-- What every kind of report shares. A kind's report.xsl imports this and overrides what it wants otherwise.
     Long reports ask three things of a template: a pattern has its conditions in one predicate ([a and b], not [a][b],
     for which libxslt searches a list of all that match); nothing is numbered or looked for along an axis that can be as
     long as the report (met_link tells what a node has to know of those before it); and a key has few nodes to a value. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <xsl:include href="front.xsl"/>
  <xsl:include href="contents.xsl"/>
  <xsl:include href="text.xsl"/>
  <xsl:include href="proposal.xsl"/>
  <xsl:include href="tables.xsl"/>
  <xsl:include href="goals.xsl"/>
  <xsl:include href="fulfilment.xsl"/>
  <xsl:include href="trends.xsl"/>
  <xsl:include href="charts.xsl"/>
  <xsl:include href="refs.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="indexes.xsl"/>
  <xsl:include href="findings.xsl"/>

  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:strip-space elements="report front section goal facts responses response table row chart sources findings finding ul ol dl figure aside blockquote proposal highlights highlight beside part orgchart unit"/>

  <!-- Further classes of the body: "numbered" numbers chapters and headings. A kind overrides it. -->
  <xsl:variable name="classes" select="''"/>

  <xsl:template match="/">
    <xsl:apply-templates select="report"/>
  </xsl:template>

  <xsl:template match="report">
    <html lang="{@lang}">
      <xsl:if test="not(@lang)">
        <xsl:attribute name="lang">sv</xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="." mode="head"/>
      <body class="{normalize-space(concat(@kind, ' status-', @status, ' ', $classes))}">
        <xsl:if test="@notes = 'kapitel'">
          <xsl:attribute name="class"><xsl:value-of select="normalize-space(concat(@kind, ' status-', @status, ' notes-by-chapter ', $classes))"/></xsl:attribute>
        </xsl:if>
        <xsl:apply-templates select="." mode="body"/>
      </body>
    </html>
  </xsl:template>

  <!-- The order of the parts; a kind may override it. -->
  <xsl:template match="report" mode="body">
    <xsl:apply-templates select="front"/>
    <xsl:apply-templates select="." mode="contents"/>
    <main>
      <xsl:apply-templates select="section"/>
    </main>
    <xsl:apply-templates select="findings"/>
  </xsl:template>

</xsl:stylesheet>
