<?xml version="1.0" encoding="UTF-8"?>
<!-- Goals: a heading with its number, the motivation, the indicators with focus area and goal in the caption, the
     sources in small print. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <xsl:template match="goal">
    <section class="goal">
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <xsl:template match="goal/title">
    <h2>
      <xsl:attribute name="id"><xsl:apply-templates select="." mode="id"/></xsl:attribute>
      <xsl:value-of select="concat(../@no, '. ')"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </h2>
    <!-- The caption of the indicators says the focus area; a goal without that table says it here. -->
    <xsl:if test="../@focus and not(..//table[@kind = 'indicators'])">
      <p class="focus">Fokusområde: <xsl:value-of select="../@focus"/></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="goal//table[@kind = 'indicators']" mode="caption">
    <caption>
      <xsl:if test="ancestor::goal/@focus">
        <xsl:attribute name="class">focused</xsl:attribute>
        <span class="focus">Fokusområde: <xsl:value-of select="ancestor::goal/@focus"/></span>
        <br/>
      </xsl:if>
      <span class="name"><xsl:apply-templates select="." mode="listing"/></span>
      <xsl:call-template name="marks"/>
    </caption>
  </xsl:template>

  <xsl:template match="goal//table[@kind = 'indicators']" mode="listing">
    <xsl:value-of select="concat('Indikatorer för mål ', ancestor::goal/@no, '. ')"/>
    <xsl:apply-templates select="ancestor::goal/title" mode="plain"/>
  </xsl:template>

  <xsl:template match="sources">
    <p class="sources">
      <xsl:text>Källor: </xsl:text>
      <xsl:apply-templates select="source"/>
    </p>
  </xsl:template>

  <xsl:template match="sources/source">
    <xsl:if test="preceding-sibling::source">; </xsl:if>
    <xsl:if test="@of"><xsl:value-of select="@of"/>: </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>

</xsl:stylesheet>
