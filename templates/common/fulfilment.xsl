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
  <xsl:template match="table[@kind = 'fulfilment']/row/cell[@type = 'text' and part]" priority="3">
    <td class="text parts lettered">
      <xsl:apply-templates select="part"/>
      <xsl:call-template name="marks"/>
    </td>
  </xsl:template>

  <xsl:template match="cell[@way]" priority="2">
    <td class="text way">
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
    <span class="sign {.}">
      <xsl:if test=". != 'yes' and . != 'no'"><span/></xsl:if>
    </span>
  </xsl:template>

  <!-- Words stand below words, not below figures. -->
  <xsl:template match="table[@kind = 'fulfilment']/row/cell[@type = 'text' and @missing]" priority="1">
    <td class="text">
      <xsl:apply-templates select="." mode="figure"/>
      <xsl:call-template name="marks"/>
    </td>
  </xsl:template>

</xsl:stylesheet>
