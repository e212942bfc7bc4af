<?xml version="1.0" encoding="UTF-8"?>
<!-- Verdicts in tables: a sign, which the theme draws, before the word. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <xsl:template match="cell[@verdict]" priority="2">
    <td class="text verdict">
      <xsl:apply-templates select="@verdict"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </td>
  </xsl:template>

  <!-- A verdict, or the way a figure goes, for each lettered part of an indicator. -->
  <xsl:template match="cell[part/@verdict or part/@trend]" priority="3">
    <td class="text parts lettered">
      <xsl:apply-templates select="part"/>
      <xsl:call-template name="marks"/>
    </td>
  </xsl:template>

  <xsl:template match="cell[@trend]" priority="2">
    <td class="text trend">
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </td>
  </xsl:template>

  <xsl:template match="table[@kind = 'fulfilment']/row/cell/part[@verdict]" priority="1">
    <div class="part">
      <xsl:value-of select="concat(@letter, '. ')"/>
      <xsl:apply-templates select="@verdict"/>
      <xsl:value-of select="substring-after(., '. ')"/>
    </div>
  </xsl:template>

  <xsl:template match="@verdict">
    <span class="sign {.}"/>
  </xsl:template>

</xsl:stylesheet>
