<?xml version="1.0" encoding="UTF-8"?>
<!-- The omvärldsanalys: chapters in the author's order. A chapter of class "trend" is counted among the trends, and the
     headings of a chapter of class "conclusions" among the conclusions; the theme writes their numbers, here and in the
     contents. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">
  <xsl:import href="../common/document.xsl"/>

  <xsl:template match="report/section[@class = 'trend']" mode="toc">
    <li class="counted-trend"><xsl:apply-templates select="h1" mode="toc-link"/></li>
  </xsl:template>

  <xsl:template match="report/section[@class = 'conclusions']" mode="toc">
    <li class="counting-conclusions">
      <xsl:apply-templates select="h1" mode="toc-link"/>
      <ol><xsl:apply-templates select="h2" mode="toc"/></ol>
    </li>
  </xsl:template>

  <!-- A trend is spoken of by its number. -->
  <xsl:template match="report/section[@class = 'trend']" mode="ref-word" priority="2">trend&#160;</xsl:template>
  <xsl:template match="report/section[@class = 'trend']" mode="ref-number" priority="2">to-trend</xsl:template>
</xsl:stylesheet>
