<?xml version="1.0" encoding="UTF-8"?>
<!-- The omvärldsanalys: chapters in the author's order; trends as common/trends.xsl has them. The headings of a chapter
     of class "conclusions" are counted as conclusions; the theme writes their numbers, here and in the contents. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">
  <xsl:import href="../common/document.xsl"/>

  <xsl:template match="report/section[@class = 'conclusions']" mode="toc">
    <li class="counting-conclusions">
      <xsl:apply-templates select="h1" mode="toc-link"/>
      <ol><xsl:apply-templates select="h2" mode="toc"/></ol>
    </li>
  </xsl:template>
</xsl:stylesheet>
